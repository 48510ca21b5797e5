package io.workrail.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The documents beside the fixture classes. */
final class FixtureFiles {
  private FixtureFiles() {}

  static JsonNode read(String name) {
    String resource = "/conformance/" + name;
    try (InputStream in = FixtureFiles.class.getResourceAsStream(resource)) {
      return StrictJson.parse(Objects.requireNonNull(in, resource).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(resource, e);
    }
  }
}
