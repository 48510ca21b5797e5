package io.workrail.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.configuration.BareNumbers;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.ratelimit.RateLimits;
import io.workrail.session.MemorySessionStore;
import io.workrail.session.SessionObserver;
import io.workrail.session.SessionService;
import io.workrail.session.SessionsConfiguration;
import io.workrail.telemetry.ObservedCall;
import io.workrail.workflow.catalog.BundledSource;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.catalog.WorkflowSource;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
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
    this("{\"acceptLegacyHeaderWithModernBody\":" + acceptLegacyHeader + "}", "{}", source);
  }

  /** With these settings, as JSON, for the endpoint and for sessions. */
  McpFixture(String mcp, String sessions) {
    this(mcp, sessions, new BundledSource());
  }

  private McpFixture(String mcp, String sessions, WorkflowSource source) {
    WorkflowCatalog catalog = new WorkflowCatalog(List.of(source), VALIDATOR, false);
    catalog.reload();
    SessionService service =
        new SessionService(
            new MemorySessionStore(),
            catalog,
            StrictJson.mapper().convertValue(json(sessions), SessionsConfiguration.class),
            Clock.systemUTC(),
            new SecureRandom(),
            SessionObserver.NONE);
    dispatcher =
        new ObjectMapper()
            .registerModule(BareNumbers.module())
            .convertValue(json(mcp), McpConfiguration.class)
            .dispatcher(catalog, VALIDATOR, service, calls::add, RateLimits.none());
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

  /** A modern call of a tool by a client with these capabilities. */
  McpReply modernTool(String tool, ObjectNode params, String capabilities, Caller caller) {
    ObjectNode withMeta = params.deepCopy().put("name", tool);
    ObjectNode meta = (ObjectNode) meta(MODERN);
    meta.set("io.modelcontextprotocol/clientCapabilities", json(capabilities));
    meta.set("io.modelcontextprotocol/clientInfo", json("{\"name\":\"tester\",\"version\":\"3\"}"));
    withMeta.set("_meta", meta);
    McpHeaders headers =
        new McpHeaders(Optional.of(MODERN), Optional.of("tools/call"), Optional.of(tool), Map.of());
    return send(request("tools/call", withMeta.toString()), headers, caller);
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
