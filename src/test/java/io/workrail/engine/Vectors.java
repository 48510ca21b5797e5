package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Reads the behaviour vectors: one JSON object a line. */
public final class Vectors {
  private Vectors() {}

  /** The vectors of a file in the class path folder {@code /vectors}, named for test reports. */
  public static Stream<Named<JsonNode>> read(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(Vectors::parse).map(v -> Named.of(v.path("name").asText(), v));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return StrictJson.parse(line);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(line, e);
    }
  }
}
