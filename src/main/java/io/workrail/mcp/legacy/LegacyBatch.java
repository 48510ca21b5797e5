package io.workrail.mcp.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.workrail.json.StrictJson;
import io.workrail.mcp.McpHeaders;
import io.workrail.mcp.McpReply;
import io.workrail.mcp.RpcException;
import java.util.function.Function;

/** Several messages in one array, which revision 2025-03-26 demands and later ones forbid. */
public final class LegacyBatch {
  private static final int MAX_ENTRIES = 20;

  private LegacyBatch() {}

  /**
   * Runs the messages one after another.
   *
   * @param first answers the first message
   * @param further answers each further one
   * @throws RpcException when the batch is refused as a whole
   */
  public static McpReply run(
      JsonNode batch,
      McpHeaders headers,
      Function<JsonNode, McpReply> first,
      Function<JsonNode, McpReply> further) {
    check(batch, headers);
    ArrayNode replies = StrictJson.mapper().createArrayNode();
    for (int index = 0; index < batch.size(); index++) {
      Function<JsonNode, McpReply> handle = index == 0 ? first : further;
      handle.apply(batch.get(index)).body().ifPresent(replies::add);
    }
    return replies.isEmpty() ? McpReply.accepted() : McpReply.of(200, replies);
  }

  private static void check(JsonNode batch, McpHeaders headers) {
    if (headers.version().filter(version -> !version.equals(LegacyEra.BATCHING)).isPresent()) {
      throw refused("this protocol version has no batches; send one message at a time");
    }
    if (batch.isEmpty() || batch.size() > MAX_ENTRIES) {
      throw refused("a batch has 1 to " + MAX_ENTRIES + " messages");
    }
    for (JsonNode message : batch) {
      if (message.path("method").asText().equals("initialize")) {
        throw refused("initialize must not be part of a batch");
      }
    }
  }

  private static RpcException refused(String reason) {
    return RpcException.badRequest(
        RpcException.INVALID_REQUEST, "Invalid request: " + reason + ".");
  }
}
