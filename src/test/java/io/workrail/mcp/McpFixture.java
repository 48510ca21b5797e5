package io.workrail.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.mcp.tool.ToolRegistry;
import io.workrail.mcp.tool.WorkflowGetTool;
import io.workrail.mcp.tool.WorkflowListTool;
import io.workrail.mcp.tool.WorkflowNextTool;
import io.workrail.mcp.tool.WorkflowValidateJsonTool;
import io.workrail.mcp.tool.WorkflowValidateTool;
import io.workrail.telemetry.ObservedCall;
import io.workrail.workflow.catalog.BundledSource;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.catalog.WorkflowSource;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A dispatcher over the bundled workflows, and short ways to talk to it. */
final class McpFixture {
  static final String MODERN = "2026-07-28";
  static final Caller AGENT = new Caller("agent-1", Set.of(Role.AGENT), Optional.empty());

  private static final WorkflowValidator VALIDATOR = new WorkflowValidator();

  private final List<ObservedCall> calls = new ArrayList<>();
  private final McpDispatcher dispatcher;

  McpFixture(boolean acceptLegacyHeader) {
    this(acceptLegacyHeader, new BundledSource());
  }

  McpFixture(boolean acceptLegacyHeader, WorkflowSource source) {
    WorkflowCatalog catalog = new WorkflowCatalog(List.of(source), VALIDATOR, false);
    catalog.reload();
    ToolRegistry tools =
        new ToolRegistry(
            List.of(
                new WorkflowListTool(catalog),
                new WorkflowGetTool(catalog),
                new WorkflowNextTool(catalog),
                new WorkflowValidateTool(catalog),
                new WorkflowValidateJsonTool(VALIDATOR)));
    dispatcher =
        new McpDispatcher(
            new McpOperations(tools, new WorkflowPrompts(catalog), new WorkflowResources(catalog)),
            acceptLegacyHeader,
            calls::add);
  }

  /** What the dispatcher told of the calls. */
  List<ObservedCall> calls() {
    return calls;
  }

  static Caller caller(Role... roles) {
    return new Caller("someone", Set.of(roles), Optional.empty());
  }

  McpReply send(String body, McpHeaders headers, Caller caller) {
    return dispatcher.handle(body.getBytes(StandardCharsets.UTF_8), headers, caller);
  }

  McpReply legacy(String body) {
    return send(body, McpHeaders.none(), AGENT);
  }

  /** A legacy request with these parameters. */
  McpReply legacy(String method, String params, Caller caller) {
    return send(request(method, params), McpHeaders.none(), caller);
  }

  /** A modern request whose headers agree with its body. */
  McpReply modern(String method, String params) {
    ObjectNode withMeta = (ObjectNode) json(params);
    withMeta.set("_meta", meta(MODERN));
    String name = withMeta.path("name").asText(withMeta.path("uri").asText(null));
    McpHeaders headers =
        new McpHeaders(
            Optional.of(MODERN), Optional.of(method), Optional.ofNullable(name), Map.of());
    return send(request(method, withMeta.toString()), headers, AGENT);
  }

  static JsonNode meta(String version) {
    return json(
        """
        {"io.modelcontextprotocol/protocolVersion":"%s",
         "io.modelcontextprotocol/clientCapabilities":{}}"""
            .formatted(version));
  }

  static String request(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}"
        .formatted(method, params);
  }

  static McpHeaders versionHeader(String version) {
    return new McpHeaders(Optional.of(version), Optional.empty(), Optional.empty(), Map.of());
  }

  /** The body as a client reads it, raw values included. */
  static JsonNode body(McpReply reply) {
    return json(StrictJson.write(reply.body().orElseThrow()));
  }

  static int errorCode(McpReply reply) {
    return body(reply).path("error").path("code").asInt();
  }

  static JsonNode json(String text) {
    try {
      return StrictJson.parse(text);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
