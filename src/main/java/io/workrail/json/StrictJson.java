package io.workrail.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes JSON (RFC 8259) the strict way: no duplicate member, nothing after the value, no
 * comment, no number outside the range of a double, bounded depth. Thread-safe.
 */
public final class StrictJson {
  /**
   * Levels of nesting that are read. Every recursive walk over a tree in this code base fits into a
   * stack of 512 KiB at this depth.
   */
  public static final int MAX_DEPTH = 256;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(new FiniteNumbers())
          .build();

  private StrictJson() {}

  /**
   * Reads one JSON value.
   *
   * @param utf8 the whole text
   * @throws MalformedJsonException when the text is not exactly one JSON value
   */
  public static JsonNode parse(byte[] utf8) throws MalformedJsonException {
    return parse(() -> MAPPER.readTree(utf8));
  }

  /** As {@link #parse(byte[])}; positions count UTF-16 units. */
  public static JsonNode parse(String text) throws MalformedJsonException {
    return parse(() -> MAPPER.readTree(text));
  }

  /** The object whose text a string holds; any other value as it is. */
  public static JsonNode unwrap(JsonNode value) {
    if (!value.isTextual()) {
      return value;
    }
    try {
      JsonNode inner = parse(value.textValue());
      return inner.isObject() ? inner : value;
    } catch (MalformedJsonException e) {
      // Just a text: whoever checks the value says what belongs there.
      return value;
    }
  }

  /** Compact JSON text of a tree or record. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@link #write} in UTF-8. Goes over a string because an unpaired surrogate must not fail. */
  public static byte[] writeBytes(Object value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The mapper behind this class, for records that become trees; never reconfigured. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  private static JsonNode parse(Reading reading) throws MalformedJsonException {
    try {
      JsonNode value = reading.read();
      if (value.isMissingNode()) {
        throw new MalformedJsonException("the text is empty", TextPosition.START);
      }
      return value;
    } catch (NumberOutOfRangeException e) {
      throw new MalformedJsonException(
          "a number is outside the range of a double", TextPosition.START);
    } catch (StreamConstraintsException e) {
      throw new MalformedJsonException(constraint(e), positionOf(e.getLocation()));
    } catch (MismatchedInputException e) {
      throw new MalformedJsonException(
          "something stands after the value", positionOf(e.getLocation()));
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(plain(e.getOriginalMessage()), positionOf(e.getLocation()));
    } catch (IOException e) {
      throw new MalformedJsonException("the text is not UTF-8", TextPosition.START);
    }
  }

  private static String constraint(StreamConstraintsException e) {
    return e.getOriginalMessage().contains("nesting")
        ? "nested deeper than " + MAX_DEPTH + " levels"
        : "a name or a number is too long";
  }

  /** The parser's sentence without its references to sources and classes. */
  private static String plain(String message) {
    String sentence = message.lines().findFirst().orElse("");
    for (String tail :
        new String[] {" (start marker", " (for ", " at [Source", "[Source", ": enable "}) {
      int cut = sentence.indexOf(tail);
      sentence = cut < 0 ? sentence : sentence.substring(0, cut);
    }
    boolean technical = sentence.isBlank() || sentence.contains("`") || sentence.contains("com.");
    return technical ? "the text is not valid JSON" : sentence.strip();
  }

  private static TextPosition positionOf(JsonLocation location) {
    return location == null
        ? TextPosition.START
        : new TextPosition(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private interface Reading {
    JsonNode read() throws IOException;
  }

  private static final class NumberOutOfRangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** {@code 1e999} would silently become an infinity that JSON cannot express. */
  private static final class FiniteNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public NumericNode numberNode(double value) {
      if (!Double.isFinite(value)) {
        throw new NumberOutOfRangeException();
      }
      return super.numberNode(value);
    }

    /** An integer of hundreds of digits becomes an infinity later, where a double is asked for. */
    @Override
    public ValueNode numberNode(BigInteger value) {
      if (value != null && !Double.isFinite(value.doubleValue())) {
        throw new NumberOutOfRangeException();
      }
      return super.numberNode(value);
    }
  }
}
