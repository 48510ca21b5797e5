package io.workrail.mcp.modern;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;
import java.util.Set;

/** The era of revision 2026-07-28. */
public final class ModernEra implements Era {
  /** The only version of this era. */
  public static final String VERSION = "2026-07-28";

  private static final String PREFIX = "io.modelcontextprotocol/";
  private static final int LISTS_ARE_GOOD_FOR_MILLIS = 60_000;
  private static final Set<String> CACHEABLE =
      Set.of(
          "server/discover",
          "tools/list",
          "prompts/list",
          "resources/list",
          "resources/templates/list",
          "resources/read");

  private final McpOperations operations;
  private final ModernChecks checks;

  /**
   * The era over these operations.
   *
   * @param acceptLegacyHeader whether a modern body may come with an older version header
   */
  public ModernEra(McpOperations operations, boolean acceptLegacyHeader) {
    this.operations = operations;
    this.checks = new ModernChecks(operations, acceptLegacyHeader);
  }

  /** Whether a request belongs to this era; nothing that was remembered plays a part. */
  public static boolean claims(JsonNode message, McpHeaders headers) {
    boolean modernBody = message.path("params").path("_meta").has(PREFIX + "protocolVersion");
    boolean modernHeader = headers.version().filter(VERSION::equals).isPresent();
    return modernBody || (modernHeader && !message.path("method").asText().equals("initialize"));
  }

  @Override
  public McpReply handle(JsonRpcRequest request, McpHeaders headers, Caller caller) {
    if (request.isNotification()) {
      return McpReply.accepted();
    }
    checks.run(request, headers);
    JsonNode capabilities = request.params().path("_meta").path(PREFIX + "clientCapabilities");
    McpCall call =
        new McpCall(request.params(), (ObjectNode) capabilities, caller, headers.userAgent());
    ObjectNode result = run(request.method(), call);
    return McpReply.of(200, request.result(dress(request.method(), result)));
  }

  @Override
  public int statusOf(RpcException error) {
    return error.status();
  }

  private ObjectNode run(String method, McpCall call) {
    Optional<ObjectNode> result =
        method.equals("server/discover") ? Optional.of(discover()) : operations.run(method, call);
    return result.orElseThrow(() -> RpcException.methodNotFound(method));
  }

  private static ObjectNode discover() {
    ObjectNode result = StrictJson.mapper().createObjectNode();
    result.putArray("supportedVersions").add(VERSION);
    result.set("capabilities", ServerInfo.capabilities());
    return result.put("instructions", ServerInfo.instructions());
  }

  private static ObjectNode dress(String method, ObjectNode result) {
    ObjectNode dressed = StrictJson.mapper().createObjectNode().put("resultType", "complete");
    dressed.setAll(result);
    if (CACHEABLE.contains(method)) {
      dressed.put("ttlMs", LISTS_ARE_GOOD_FOR_MILLIS).put("cacheScope", "private");
    }
    dressed.withObjectProperty("_meta").set(PREFIX + "serverInfo", ServerInfo.implementation());
    return dressed;
  }
}
