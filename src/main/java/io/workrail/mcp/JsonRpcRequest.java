package io.workrail.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import java.util.Optional;

/**
 * A message of JSON-RPC 2.0 that asks for something.
 *
 * @param id a string or an integer; absent in a notification
 * @param params an empty object when missing
 */
public record JsonRpcRequest(Optional<JsonNode> id, String method, ObjectNode params) {
  /**
   * Reads a message that is an object and not a response.
   *
   * @throws RpcException when it breaks JSON-RPC
   */
  public static JsonRpcRequest read(JsonNode message) {
    if (!message.isObject()) {
      throw invalid("a message has to be an object");
    }
    if (!"2.0".equals(message.path("jsonrpc").textValue())) {
      throw invalid("\"jsonrpc\" has to be \"2.0\"");
    }
    JsonNode id = message.get("id");
    if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
      throw invalid("\"id\" has to be a string or an integer");
    }
    if (!message.path("method").isTextual()) {
      throw invalid("\"method\" has to be a string");
    }
    JsonNode params = message.path("params");
    if (!params.isMissingNode() && !params.isObject()) {
      throw RpcException.badRequest(
          RpcException.INVALID_PARAMS, "Invalid params: \"params\" has to be an object.");
    }
    return new JsonRpcRequest(
        Optional.ofNullable(id),
        message.path("method").asText(),
        params instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
  }

  /** Whether the message answers a request of ours; this server never asks. */
  public static boolean isResponse(JsonNode message) {
    return message.isObject()
        && !message.has("method")
        && (message.has("result") || message.has("error"));
  }

  /** The id of any message, as far as it can be read. */
  public static Optional<JsonNode> idOf(JsonNode message) {
    JsonNode id = message.path("id");
    return id.isTextual() || id.isIntegralNumber() ? Optional.of(id) : Optional.empty();
  }

  /** Whether nobody waits for an answer. */
  public boolean isNotification() {
    return id.isEmpty();
  }

  /** The answer to this request. */
  public ObjectNode result(JsonNode result) {
    ObjectNode reply = StrictJson.mapper().createObjectNode().put("jsonrpc", "2.0");
    id.ifPresent(value -> reply.set("id", value));
    reply.set("result", result);
    return reply;
  }

  /** An error for a message whose id may not be known. */
  public static ObjectNode error(Optional<JsonNode> id, RpcException error) {
    ObjectNode reply = StrictJson.mapper().createObjectNode().put("jsonrpc", "2.0");
    id.ifPresent(value -> reply.set("id", value));
    reply.set("error", error.toJson());
    return reply;
  }

  private static RpcException invalid(String reason) {
    return RpcException.badRequest(
        RpcException.INVALID_REQUEST, "Invalid request: " + reason + ".");
  }
}
