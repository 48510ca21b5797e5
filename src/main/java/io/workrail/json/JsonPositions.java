package io.workrail.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds where the values that JSON Pointers (RFC 6901) name begin in a text. */
public final class JsonPositions {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonPositions() {}

  /**
   * One pass over the text. A pointer whose value does not exist gets the position of its nearest
   * existing ancestor.
   *
   * @param text strict JSON, already read once
   */
  public static Map<JsonPointer, TextPosition> locate(String text, Set<JsonPointer> pointers) {
    Set<JsonPointer> wanted = new HashSet<>();
    for (JsonPointer pointer : pointers) {
      for (JsonPointer at = pointer; at != null; at = at.head()) {
        wanted.add(at);
      }
    }
    Map<JsonPointer, TextPosition> found = scan(text, wanted);
    Map<JsonPointer, TextPosition> positions = new HashMap<>();
    pointers.forEach(pointer -> positions.put(pointer, nearest(pointer, found)));
    return positions;
  }

  private static Map<JsonPointer, TextPosition> scan(String text, Set<JsonPointer> wanted) {
    Map<JsonPointer, TextPosition> found = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      while (found.size() < wanted.size() && parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
          continue;
        }
        JsonPointer pointer = parser.getParsingContext().pathAsPointer();
        if (wanted.contains(pointer)) {
          var location = parser.currentTokenLocation();
          found.putIfAbsent(
              pointer, new TextPosition(location.getLineNr(), location.getColumnNr()));
        }
      }
    } catch (IOException e) {
      // The text ends in an error: what was found before it is still right.
      return found;
    }
    return found;
  }

  private static TextPosition nearest(JsonPointer pointer, Map<JsonPointer, TextPosition> found) {
    for (JsonPointer at = pointer; at != null; at = at.head()) {
      TextPosition position = found.get(at);
      if (position != null) {
        return position;
      }
    }
    return TextPosition.START;
  }
}
