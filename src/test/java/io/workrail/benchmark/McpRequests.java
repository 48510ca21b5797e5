package io.workrail.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.benchmark.load.ReplyCheck;
import io.workrail.benchmark.load.Request;
import io.workrail.json.StrictJson;
import java.net.URI;
import java.util.Map;

/** Makes requests of the MCP endpoint, as clients of either protocol generation send them. */
public final class McpRequests {
  private static final String MODERN = "2026-07-28";
  private static final String LEGACY = "2025-11-25";

  private final URI endpoint;
  private final String token;

  /** Requests to an endpoint with a bearer token. */
  public McpRequests(URI endpoint, String token) {
    this.endpoint = endpoint;
    this.token = token;
  }

  /** A method of the modern generation without a name of its own, such as {@code tools/list}. */
  public Request modern(String method) {
    return post(method, method, object(), headers(MODERN, "Mcp-Method", method));
  }

  /** A tool call of the modern generation, counted under the tool's name. */
  public Request tool(String tool, ObjectNode arguments) {
    return post(
        tool,
        "tools/call",
        call(tool, arguments),
        headers(MODERN, "Mcp-Method", "tools/call", "Mcp-Name", tool));
  }

  /** A tool call of the legacy generation. */
  public Request legacyTool(String label, String tool, ObjectNode arguments) {
    return Request.post(
        label,
        ReplyCheck.mcpResult(),
        endpoint,
        headers(LEGACY),
        envelope("tools/call", call(tool, arguments)));
  }

  /** A request of the legacy generation. */
  public Request legacy(String method, ObjectNode params) {
    return Request.post(
        method, ReplyCheck.mcpResult(), endpoint, headers(LEGACY), envelope(method, params));
  }

  /** Any body, of which another status than 200 is expected. */
  public Request refused(String label, int status, String body) {
    return Request.post(label, ReplyCheck.status(status), endpoint, headers(LEGACY), body);
  }

  /** An empty JSON object. */
  static ObjectNode object() {
    return StrictJson.mapper().createObjectNode();
  }

  private Request post(
      String label, String method, ObjectNode params, Map<String, String> headers) {
    ObjectNode meta = params.putObject("_meta");
    meta.put("io.modelcontextprotocol/protocolVersion", MODERN);
    meta.putObject("io.modelcontextprotocol/clientCapabilities");
    return Request.post(label, ReplyCheck.mcpResult(), endpoint, headers, envelope(method, params));
  }

  private Map<String, String> headers(String version, String... more) {
    Map<String, String> headers = new java.util.LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + token);
    headers.put("Accept", "application/json, text/event-stream");
    headers.put("MCP-Protocol-Version", version);
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return headers;
  }

  private static ObjectNode call(String tool, ObjectNode arguments) {
    ObjectNode params = object().put("name", tool);
    params.set("arguments", arguments);
    return params;
  }

  private static String envelope(String method, ObjectNode params) {
    ObjectNode message = object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    message.set("params", params);
    return StrictJson.write(message);
  }
}
