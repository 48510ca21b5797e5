package io.workrail.telemetry.metric;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the metrics in the format that a scraper asks for; text when it asks for none. */
final class Exposition {
  private static final int USUAL_SIZE = 64 * 1024;

  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();

  /**
   * What goes back.
   *
   * @param contentType names the format
   */
  record Page(String contentType, ByteArrayOutputStream body) {}

  Exposition(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** The metrics of this moment. */
  Page render(@Nullable String accept) {
    ExpositionFormatWriter writer = formats.findWriter(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_SIZE);
    try {
      writer.write(body, registry.scrape(), EscapingScheme.fromAcceptHeader(accept));
    } catch (IOException e) {
      throw new IllegalStateException("memory takes everything", e);
    }
    return new Page(writer.getContentType(), body);
  }
}
