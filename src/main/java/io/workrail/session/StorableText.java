package io.workrail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Text that every database gives back as it was: PostgreSQL keeps no U+0000, and half a surrogate
 * pair has no form in UTF-8. Both come from broken programs, so they are refused and not mended.
 */
final class StorableText {
  private StorableText() {}

  /**
   * Looks into all values and names of the arguments.
   *
   * @throws SessionException naming the argument
   */
  static void requireAll(ObjectNode arguments) {
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      requireTree(argument.getKey(), argument.getValue());
    }
  }

  /**
   * Looks at one text.
   *
   * @param argument its name for the caller
   * @throws SessionException naming the argument
   */
  static String require(String argument, String text) {
    if (text.codePoints().anyMatch(StorableText::isLost)) {
      throw SessionException.invalid(
          ("\"%s\" holds the character U+0000, or one half of a surrogate pair (\\ud800 to \\udfff),"
                  + " which cannot be stored. Send it again without.")
              .formatted(argument));
    }
    return text;
  }

  private static void requireTree(String argument, JsonNode value) {
    if (value.isTextual()) {
      require(argument, value.textValue());
    }
    value.fieldNames().forEachRemaining(name -> require(argument, name));
    value.forEach(child -> requireTree(argument, child));
  }

  private static boolean isLost(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
