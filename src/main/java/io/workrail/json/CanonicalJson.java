package io.workrail.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.erdtman.jcs.NumberToJSON;

/**
 * The JSON Canonicalization Scheme (RFC 8785): equal values, equal bytes. Walks the tree itself,
 * because the library reads text only and would parse every document a second time; numbers are the
 * library's.
 */
public final class CanonicalJson {
  private static final String HEX_DIGITS = "0123456789abcdef";
  private static final int FIRST_PRINTABLE = 0x20;

  private final StringBuilder text = new StringBuilder();

  private CanonicalJson() {}

  /** The canonical UTF-8 form of a value. */
  public static byte[] of(JsonNode value) {
    CanonicalJson form = new CanonicalJson();
    form.append(value);
    return form.text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void append(JsonNode value) {
    if (value.isObject()) {
      appendObject(value);
    } else if (value.isArray()) {
      appendArray(value);
    } else if (value.isTextual()) {
      appendString(value.textValue());
    } else if (value.isNumber()) {
      text.append(number(value.doubleValue()));
    } else {
      text.append(value.asText());
    }
  }

  /** Members in the order of their names' UTF-16 units (section 3.2.3), as Java compares them. */
  private void appendObject(JsonNode object) {
    List<String> names = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    char separator = '{';
    for (String name : names) {
      text.append(separator);
      appendString(name);
      text.append(':');
      append(object.get(name));
      separator = ',';
    }
    text.append(names.isEmpty() ? "{}" : "}");
  }

  private void appendArray(JsonNode array) {
    char separator = '[';
    for (JsonNode element : array) {
      text.append(separator);
      append(element);
      separator = ',';
    }
    text.append(array.isEmpty() ? "[]" : "]");
  }

  /** Section 3.2.2.2: the short escapes, {@code \\u00xx} for other controls, all else as it is. */
  private void appendString(String value) {
    text.append('"');
    int written = 0;
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (unit < FIRST_PRINTABLE || unit == '"' || unit == '\\') {
        text.append(value, written, i);
        appendEscaped(unit);
        written = i + 1;
      }
    }
    text.append(value, written, value.length()).append('"');
  }

  private void appendEscaped(char unit) {
    switch (unit) {
      case '\b' -> text.append("\\b");
      case '\t' -> text.append("\\t");
      case '\n' -> text.append("\\n");
      case '\f' -> text.append("\\f");
      case '\r' -> text.append("\\r");
      case '"', '\\' -> text.append('\\').append(unit);
      default ->
          text.append("\\u00")
              .append(HEX_DIGITS.charAt(unit >> 4))
              .append(HEX_DIGITS.charAt(unit & 0xf));
    }
  }

  private static String number(double value) {
    try {
      return NumberToJSON.serializeNumber(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
