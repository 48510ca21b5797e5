package io.workrail.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.jetty.GzipHandlerFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.validation.MinDataSize;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** The key {@code performance} of the configuration. */
public final class PerformanceConfiguration {
  @Valid @NotNull @JsonProperty private Compression compression = new Compression();

  /** How replies are compressed. */
  public Compression compression() {
    return compression;
  }

  /** Compression of replies with gzip, for clients that accept it. Requests are never inflated. */
  public static final class Compression {
    private static final DataSize NO_INFLATING = DataSize.bytes(0);

    @JsonProperty private boolean enabled = true;

    @Min(0)
    @Max(9)
    @JsonProperty
    private int level = 6;

    @NotNull
    @MinDataSize(32)
    @JsonProperty
    private DataSize minimumSize = DataSize.kibibytes(1);

    GzipHandlerFactory factory() {
      GzipHandlerFactory gzip = new GzipHandlerFactory();
      gzip.setEnabled(enabled);
      gzip.setDeflateCompressionLevel(level);
      gzip.setMinimumEntitySize(minimumSize);
      gzip.setBufferSize(NO_INFLATING);
      return gzip;
    }
  }
}
