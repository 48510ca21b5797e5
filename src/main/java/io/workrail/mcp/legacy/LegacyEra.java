package io.workrail.mcp.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;
import io.workrail.json.StrictJson;
import io.workrail.mcp.Era;
import io.workrail.mcp.JsonRpcRequest;
import io.workrail.mcp.McpCall;
import io.workrail.mcp.McpHeaders;
import io.workrail.mcp.McpOperations;
import io.workrail.mcp.McpReply;
import io.workrail.mcp.RpcException;
import io.workrail.mcp.ServerInfo;
import java.util.List;
import java.util.Optional;

/** The era of {@code initialize}. */
public final class LegacyEra implements Era {
  /** The revision that still knows batches. */
  static final String BATCHING = "2025-03-26";

  private static final String NEWEST = "2025-11-25";
  private static final List<String> VERSIONS = List.of(NEWEST, "2025-06-18", BATCHING);
  private static final int RESOURCE_NOT_FOUND = -32002;

  private final McpOperations operations;

  /** The era over these operations. */
  public LegacyEra(McpOperations operations) {
    this.operations = operations;
  }

  /** Whether a version belongs to this era. */
  public static boolean supports(String version) {
    return VERSIONS.contains(version);
  }

  /** The versions of this era, the newest first. */
  public static ArrayNode versions() {
    ArrayNode versions = StrictJson.mapper().createArrayNode();
    VERSIONS.forEach(versions::add);
    return versions;
  }

  /** Refuses a version header that names none of ours; a missing one is fine. */
  public static void checkVersion(JsonNode message, McpHeaders headers) {
    boolean opening = message.path("method").asText().equals("initialize");
    Optional<String> foreign = headers.version().filter(version -> !supports(version));
    if (foreign.isPresent() && !opening) {
      ObjectNode data = StrictJson.mapper().createObjectNode();
      data.set("supported", versions());
      data.put("requested", foreign.get());
      throw RpcException.badRequest(
          RpcException.INVALID_REQUEST,
          "The protocol version in the header MCP-Protocol-Version is not supported.",
          data);
    }
  }

  @Override
  public McpReply handle(JsonRpcRequest request, McpHeaders headers, Caller caller) {
    if (request.isNotification()) {
      return McpReply.accepted();
    }
    McpCall call =
        new McpCall(
            request.params(), StrictJson.mapper().createObjectNode(), caller, headers.userAgent());
    return McpReply.of(200, request.result(run(request.method(), call)));
  }

  @Override
  public int statusOf(RpcException error) {
    // Below the envelope this era speaks through JSON-RPC alone; HTTP tells of access only.
    return error.status() == RpcException.FORBIDDEN ? error.status() : 200;
  }

  private ObjectNode run(String method, McpCall call) {
    return switch (method) {
      case "initialize" -> initialize(call.params());
      case "ping" -> StrictJson.mapper().createObjectNode();
      case "resources/read" -> readResource(method, call);
      default -> runShared(method, call);
    };
  }

  private ObjectNode runShared(String method, McpCall call) {
    if (operations.findTool(method).isPresent()) {
      return operations.callDirectly(method, call);
    }
    return operations.run(method, call).orElseThrow(() -> RpcException.methodNotFound(method));
  }

  /** This era has a code of its own for a resource that does not exist. */
  private ObjectNode readResource(String method, McpCall call) {
    try {
      return runShared(method, call);
    } catch (RpcException e) {
      JsonNode uri = call.params().path("uri");
      if (!uri.isTextual()) {
        throw e;
      }
      throw RpcException.application(
          RESOURCE_NOT_FOUND,
          e.getMessage(),
          StrictJson.mapper().createObjectNode().put("uri", uri.asText()));
    }
  }

  private static ObjectNode initialize(ObjectNode params) {
    String requested = params.path("protocolVersion").asText();
    ObjectNode result = StrictJson.mapper().createObjectNode();
    result.put("protocolVersion", supports(requested) ? requested : NEWEST);
    result.set("capabilities", ServerInfo.capabilities());
    result.set("serverInfo", ServerInfo.implementation());
    return result.put("instructions", ServerInfo.instructions());
  }
}
