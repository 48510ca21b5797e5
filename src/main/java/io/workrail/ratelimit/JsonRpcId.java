package io.workrail.ratelimit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Finds the id of a request that will not be answered, without building the rest of it: a refusal
 * has to be cheap. Clients put it first or last.
 */
final class JsonRpcId {
  private static final int LONGEST_BODY = 1024 * 1024;
  private static final int LONGEST_ID = 256;

  private static final JsonFactory STREAMING =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(StrictJson.MAX_DEPTH)
                  .maxDocumentLength(LONGEST_BODY)
                  .build())
          .build();

  private JsonRpcId() {}

  /** The id; nothing when the body is no single request or cannot be read. */
  static Optional<JsonNode> read(InputStream body) {
    try (JsonParser parser = STREAMING.createParser(body)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      return parser.nextToken() == JsonToken.START_OBJECT ? find(parser) : Optional.empty();
    } catch (IOException e) {
      // Whatever is wrong with the body, the request is refused for another reason.
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> find(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isId = "id".equals(parser.currentName());
      JsonToken value = parser.nextToken();
      if (isId) {
        return valueOf(parser, value);
      }
      parser.skipChildren();
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> valueOf(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= LONGEST_ID) {
      return Optional.of(BigIntegerNode.valueOf(parser.getBigIntegerValue()));
    }
    if (value == JsonToken.VALUE_STRING && parser.getTextLength() <= LONGEST_ID) {
      return Optional.of(TextNode.valueOf(parser.getText()));
    }
    return Optional.empty();
  }
}
