package io.workrail.mcp.modern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.mcp.JsonRpcRequest;
import io.workrail.mcp.McpHeaders;
import io.workrail.mcp.McpOperations;
import io.workrail.mcp.RpcException;
import io.workrail.mcp.legacy.LegacyEra;
import io.workrail.mcp.tool.Tool;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The checks of a modern request, in the order that the contract fixes. */
final class ModernChecks {
  private static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";
  private static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";
  private static final String HEADER_KEYWORD = "x-mcp-header";

  private final McpOperations operations;
  private final boolean acceptLegacyHeader;

  ModernChecks(McpOperations operations, boolean acceptLegacyHeader) {
    this.operations = operations;
    this.acceptLegacyHeader = acceptLegacyHeader;
  }

  void run(JsonRpcRequest request, McpHeaders headers) {
    JsonNode meta = request.params().path("_meta");
    checkVersion(meta, headers);
    if (!meta.path(CAPABILITIES_KEY).isObject()) {
      throw RpcException.badRequest(
          RpcException.INVALID_PARAMS,
          "Invalid params: _meta needs \"%s\", an object.".formatted(CAPABILITIES_KEY));
    }
    checkHeader("Mcp-Method", headers.method(), request.method());
    Optional<String> nameMember = nameMember(request.method());
    if (nameMember.isPresent()) {
      checkName(nameMember.get(), request, headers);
    }
    if (request.method().equals("tools/call")) {
      checkParamHeaders(request.params(), headers);
    }
  }

  private void checkVersion(JsonNode meta, McpHeaders headers) {
    if (!meta.path(VERSION_KEY).isTextual()) {
      throw RpcException.badRequest(
          RpcException.INVALID_PARAMS,
          "Invalid params: _meta needs \"%s\".".formatted(VERSION_KEY));
    }
    String version = meta.path(VERSION_KEY).asText();
    boolean same = headers.version().filter(version::equals).isPresent();
    boolean tolerated =
        acceptLegacyHeader && headers.version().filter(LegacyEra::supports).isPresent();
    if (!same && !tolerated) {
      throw mismatch("MCP-Protocol-Version", headers.version(), version);
    }
    if (!version.equals(ModernEra.VERSION)) {
      ObjectNode data = StrictJson.mapper().createObjectNode();
      data.putArray("supported").add(ModernEra.VERSION).addAll(LegacyEra.versions());
      data.put("requested", version);
      throw RpcException.badRequest(
          RpcException.UNSUPPORTED_VERSION,
          "The protocol version %s is not supported.".formatted(version),
          data);
    }
  }

  private static Optional<String> nameMember(String method) {
    return switch (method) {
      case "tools/call", "prompts/get" -> Optional.of("name");
      case "resources/read" -> Optional.of("uri");
      default -> Optional.empty();
    };
  }

  private static void checkName(String member, JsonRpcRequest request, McpHeaders headers) {
    JsonNode name = request.params().path(member);
    if (!name.isTextual()) {
      throw RpcException.badRequest(
          RpcException.INVALID_PARAMS, "Invalid params: \"%s\" is missing.".formatted(member));
    }
    checkHeader("Mcp-Name", headers.name(), name.asText());
  }

  private void checkParamHeaders(ObjectNode params, McpHeaders headers) {
    Optional<Tool> tool = operations.findTool(params.path("name").asText());
    if (tool.isEmpty()) {
      return;
    }
    JsonNode properties = tool.get().spec().definition().path("inputSchema").path("properties");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String header = property.getValue().path(HEADER_KEYWORD).asText();
      if (!header.isEmpty()) {
        JsonNode argument = params.path("arguments").path(property.getKey());
        checkParamHeader(header, argument, headers);
      }
    }
  }

  private static void checkParamHeader(String name, JsonNode argument, McpHeaders headers) {
    Optional<String> sent =
        Optional.ofNullable(headers.params().get(name.toLowerCase(Locale.ROOT)));
    boolean absent = argument.isMissingNode() || argument.isNull();
    if (absent && sent.isPresent()) {
      throw mismatch("Mcp-Param-" + name, sent, "absent");
    }
    if (!absent) {
      checkHeader("Mcp-Param-" + name, sent, argument.asText());
    }
  }

  private static void checkHeader(String header, Optional<String> sent, String expected) {
    if (sent.flatMap(McpHeaders::decode).filter(expected::equals).isEmpty()) {
      throw mismatch(header, sent, expected);
    }
  }

  private static RpcException mismatch(String header, Optional<String> sent, String expected) {
    return RpcException.badRequest(
        RpcException.HEADER_MISMATCH,
        sent.isPresent()
            ? "The header %s does not agree with the body, which says \"%s\"."
                .formatted(header, expected)
            : "The header %s is missing; the body says \"%s\".".formatted(header, expected));
  }
}
