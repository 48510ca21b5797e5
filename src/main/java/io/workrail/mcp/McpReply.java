package io.workrail.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What goes back over HTTP.
 *
 * @param body absent for an empty reply
 */
public record McpReply(int status, Optional<JsonNode> body) {
  /** A reply with a body. */
  public static McpReply of(int status, JsonNode body) {
    return new McpReply(status, Optional.of(body));
  }

  /** Taken note of, nothing to say. */
  public static McpReply accepted() {
    return new McpReply(202, Optional.empty());
  }
}
