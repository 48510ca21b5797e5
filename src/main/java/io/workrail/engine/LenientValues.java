package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How values that agents write loosely are read: "Large " is large, "2" is 2, "yes" is true. */
final class LenientValues {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,15}");
  private static final int LONGEST_NUMBER = 400;
  private static final Set<String> TRUE_WORDS = Set.of("true", "1", "yes");
  private static final Set<String> FALSE_WORDS = Set.of("false", "0", "no");

  private LenientValues() {}

  static boolean isTruthy(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isNumber()) {
      return value.asDouble() != 0;
    }
    return !value.isTextual() || !value.asText().isEmpty();
  }

  /** Null equals missing and nothing else; containers equal nothing. */
  static boolean areEqual(JsonNode left, JsonNode right) {
    if (isAbsent(left) || isAbsent(right)) {
      return isAbsent(left) && isAbsent(right);
    }
    if (left.isTextual() && right.isTextual()) {
      return normalize(left.asText()).equals(normalize(right.asText()));
    }
    if (left.isBoolean() && right.isBoolean()) {
      return left.asBoolean() == right.asBoolean();
    }
    if (left.isTextual() != right.isTextual()) {
      return left.isTextual() ? textEquals(left, right) : textEquals(right, left);
    }
    return left.isNumber() && right.isNumber() && left.asDouble() == right.asDouble();
  }

  private static boolean textEquals(JsonNode text, JsonNode other) {
    if (other.isBoolean()) {
      return (other.asBoolean() ? TRUE_WORDS : FALSE_WORDS).contains(normalize(text.asText()));
    }
    OptionalDouble number = numberIn(text);
    return other.isNumber() && number.isPresent() && number.getAsDouble() == other.asDouble();
  }

  static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /** The number that a value is or, for a string, spells in JSON or hexadecimal. */
  static OptionalDouble numberIn(JsonNode value) {
    if (value.isNumber()) {
      return OptionalDouble.of(value.asDouble());
    }
    if (!value.isTextual()) {
      return OptionalDouble.empty();
    }
    String text = value.asText().strip();
    if (text.length() > LONGEST_NUMBER) {
      return OptionalDouble.empty();
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return OptionalDouble.of((double) Long.parseLong(text.substring(2), 16));
    }
    return NUMBER.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  /** Trimmed and lower-cased, independent of the server's locale. */
  static String normalize(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** The text a string operator looks at: an absent value is empty, an array is comma-separated. */
  static String textOf(JsonNode value) {
    if (isAbsent(value)) {
      return "";
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(LenientValues::textOf)
          .collect(Collectors.joining(","));
    }
    if (value.isFloatingPointNumber()) {
      return new BigDecimal(value.asText()).stripTrailingZeros().toPlainString();
    }
    return value.isObject() ? value.toString() : value.asText();
  }
}
