package io.workrail.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.StrictJson;
import java.util.Locale;

/** Makes text of others fit for a terminal or a log, where control characters would act. */
public final class PlainText {
  private static final int LONGEST_VALUE = 60;

  private PlainText() {}

  /** On one line. */
  public static String line(String text) {
    return text.replaceAll("\\p{Cc}+", " ");
  }

  /** On one line, cut when it is longer than this many characters. */
  public static String line(String text, int longest) {
    String line = line(text);
    if (line.length() <= longest) {
      return line;
    }
    boolean splitsCharacter = Character.isHighSurrogate(line.charAt(longest - 2));
    return line.substring(0, splitsCharacter ? longest - 2 : longest - 1) + "…";
  }

  /** With its line breaks and tabs. */
  public static String block(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "");
  }

  /** A value as JSON, cut when it is long. */
  public static String value(JsonNode value) {
    return line(StrictJson.write(value), LONGEST_VALUE);
  }

  /** Each line behind an indentation; empty lines stay empty. */
  public static String indented(String text, String indentation) {
    return block(text).replaceAll("(?m)^(?=.)", indentation);
  }

  /** A number with its noun, of which the plural is a regular one, with -s or -ies. */
  public static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : plural(noun));
  }

  private static String plural(String noun) {
    return noun.matches(".*[^aeiou]y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
  }
}
