package io.workrail.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one line of JSON, its fields always in the same order: {@code timestamp,
 * level, logger, message}, the pairs of the event, the fields of the request, {@code stack} and
 * {@code service}. Escaping keeps an event from pretending to be two.
 */
final class JsonLineLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
  private static final int USUAL_LENGTH = 320;

  private final JsonFactory json = new JsonFactory();
  private final String service;

  JsonLineLayout(String service) {
    this.service = service;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringWriter line = new StringWriter(USUAL_LENGTH);
    try (JsonGenerator out = json.createGenerator(line)) {
      write(event, out);
    } catch (IOException e) {
      throw new IllegalStateException("a string takes everything", e);
    }
    return line.append('\n').toString();
  }

  private void write(ILoggingEvent event, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(event.getTimeStamp())));
    out.writeStringField("level", event.getLevel().toString());
    out.writeStringField("logger", event.getLoggerName());
    out.writeStringField("message", event.getFormattedMessage());
    writePairs(event.getKeyValuePairs(), out);
    for (Map.Entry<String, String> field : event.getMDCPropertyMap().entrySet()) {
      out.writeStringField(field.getKey(), field.getValue());
    }
    if (event.getThrowableProxy() != null) {
      out.writeStringField("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    out.writeStringField("service", service);
    out.writeEndObject();
  }

  private static void writePairs(@Nullable List<KeyValuePair> pairs, JsonGenerator out)
      throws IOException {
    if (pairs == null) {
      return;
    }
    for (KeyValuePair pair : pairs) {
      if (pair.value instanceof Integer whole) {
        out.writeNumberField(pair.key, whole);
      } else if (pair.value instanceof Number number) {
        out.writeNumberField(pair.key, number.doubleValue());
      } else {
        out.writeStringField(pair.key, String.valueOf(pair.value));
      }
    }
  }
}
