package io.workrail.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of something that may be repeated later: 429 or 503. Knows both forms of the body,
 * because refusals are made before a resource is reached.
 *
 * @param status the HTTP status, which is the JSON-RPC code as well: it lies outside the range that
 *     JSON-RPC reserves
 * @param message tells a person or a model what to do
 * @param afterSeconds the value of {@code Retry-After}
 */
public record RetryLater(int status, String message, long afterSeconds) {
  private static final String MCP = "/mcp";
  private static final String LEAVES_OUT_UNKNOWN_IDS = "2026-07-28";

  /** Whether clients of a path expect JSON-RPC. */
  public static boolean speaksJsonRpc(String path) {
    return path.equals(MCP) || path.equals(MCP + "/");
  }

  /**
   * The body for a path, when nothing of the request's own body was read.
   *
   * @param protocolVersion the header {@code MCP-Protocol-Version}
   */
  public byte[] toJson(String path, @Nullable String protocolVersion) {
    return speaksJsonRpc(path)
        ? toJsonRpc(Optional.empty(), protocolVersion)
        : ErrorBody.of(status, message).toJson();
  }

  /**
   * The body as a JSON-RPC error.
   *
   * @param id of the request, where it could be read; the older protocol versions say {@code null}
   *     where it is not known, and 2026-07-28 leaves it out
   */
  public byte[] toJsonRpc(Optional<JsonNode> id, @Nullable String protocolVersion) {
    ObjectNode reply = StrictJson.mapper().createObjectNode().put("jsonrpc", "2.0");
    if (id.isPresent() || !LEAVES_OUT_UNKNOWN_IDS.equals(protocolVersion)) {
      reply.set("id", id.orElse(NullNode.getInstance()));
    }
    ObjectNode error = reply.putObject("error").put("code", status).put("message", message);
    error
        .putObject("data")
        .put("retryAfterSeconds", afterSeconds)
        .put("requestId", RequestId.current());
    return StrictJson.writeBytes(reply);
  }
}
