package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.StrictJson;
import java.util.Locale;

/** Makes text of a document fit for a terminal, where control characters would act. */
final class PlainText {
  private static final int LONGEST_VALUE = 60;

  private PlainText() {}

  /** On one line. */
  static String line(String text) {
    return text.replaceAll("\\p{Cc}+", " ");
  }

  /** With its line breaks and tabs. */
  static String block(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "");
  }

  /** A value as JSON, cut when it is long. */
  static String value(JsonNode value) {
    String json = line(StrictJson.write(value));
    return json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE - 1) + "…";
  }

  /** Each line behind an indentation; empty lines stay empty. */
  static String indented(String text, String indentation) {
    return block(text).replaceAll("(?m)^(?=.)", indentation);
  }

  /** A number with its noun. */
  static String count(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
