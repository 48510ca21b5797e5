package io.workrail.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.erdtman.jcs.JsonCanonicalizer;

/** The JSON Canonicalization Scheme (RFC 8785): equal values, equal bytes. */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** The canonical UTF-8 form of a value. */
  public static byte[] of(JsonNode value) {
    if (!value.isContainerNode()) {
      // The library reads objects and arrays only.
      byte[] inBrackets = of(StrictJson.mapper().createArrayNode().add(value));
      return Arrays.copyOfRange(inBrackets, 1, inBrackets.length - 1);
    }
    try {
      return new JsonCanonicalizer(StrictJson.write(value)).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
