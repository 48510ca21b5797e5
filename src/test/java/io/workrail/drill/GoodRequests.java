package io.workrail.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.util.ArrayList;
import java.util.List;

/** Correct messages of both protocol eras, which the drill then spoils. */
final class GoodRequests {
  /** The newest protocol version. */
  static final String MODERN = "2026-07-28";

  private static final List<String> CALLS =
      List.of(
          "{\"name\":\"workflow_list\",\"arguments\":{\"query\":\"bug\",\"tags\":[\"x\"]}}",
          "{\"name\":\"workflow_get\",\"arguments\":{\"id\":\"bug-investigation\"}}",
          "{\"name\":\"workflow_next\",\"arguments\":{\"workflowId\":\"bug-investigation\","
              + "\"completedSteps\":[\"a\",\"b\"],\"context\":{\"x\":{\"y\":[1,2.5,null,true]}}}}",
          "{\"name\":\"workflow_validate\",\"arguments\":{\"workflowId\":\"bug-investigation\","
              + "\"stepId\":\"a\",\"output\":\"text\",\"context\":{\"x\":1}}}",
          "{\"name\":\"workflow_validate_json\",\"arguments\":{\"workflowJson\":"
              + "\"{\\\"id\\\":\\\"a\\\",\\\"steps\\\":[{\\\"id\\\":\\\"s\\\"}]}\"}}",
          "{\"name\":\"workflow_start\",\"arguments\":{\"workflowId\":\"bug-investigation\","
              + "\"goal\":\"find it\",\"context\":{\"a\":1},\"requestId\":\"r\"}}",
          "{\"name\":\"workflow_continue\",\"arguments\":{\"continueToken\":\"ct_none\",\"notes\":\"n\","
              + "\"output\":\"o\",\"artifacts\":[{\"kind\":\"file\",\"uri\":\"a\"}],\"confirmed\":true}}",
          "{\"name\":\"workflow_resume\",\"arguments\":{\"query\":\"x\",\"status\":\"active\","
              + "\"rewindTo\":{\"stepId\":\"a\"},\"expectedRevision\":3}}",
          "{\"name\":\"workflow_checkpoint\",\"arguments\":{\"continueToken\":\"ct_none\",\"notes\":\"n\"}}",
          "{\"name\":\"workflow_abandon\",\"arguments\":{\"continueToken\":\"ct_none\",\"reason\":\"r\"}}");

  private GoodRequests() {}

  /**
   * A message.
   *
   * @param name the header {@code Mcp-Name}; empty for none
   * @param modern whether headers of the newest version go with it
   */
  record Message(JsonNode json, String method, String name, boolean modern) {
    /** The lines of its headers. */
    List<String> headers() {
      List<String> lines = new ArrayList<>();
      if (modern) {
        lines.add("MCP-Protocol-Version: " + MODERN);
        lines.add("Mcp-Method: " + method);
        if (!name.isEmpty()) {
          lines.add("Mcp-Name: " + name);
        }
      }
      return lines;
    }
  }

  /** All of them. */
  static List<Message> all() {
    List<Message> all = new ArrayList<>();
    for (boolean modern : new boolean[] {false, true}) {
      CALLS.forEach(call -> all.add(message("tools/call", call, modern)));
      all.add(message("tools/list", "{}", modern));
      all.add(message("prompts/list", "{\"cursor\":\"YWZ0ZXI6YQ\"}", modern));
      all.add(
          message(
              "prompts/get",
              "{\"name\":\"bug-investigation\",\"arguments\":{\"goal\":\"x\"}}",
              modern));
      all.add(message("resources/list", "{}", modern));
      all.add(message("resources/templates/list", "{}", modern));
      all.add(
          message(
              "resources/read", "{\"uri\":\"workrail://workflows/bug-investigation\"}", modern));
      all.add(
          message(
              "completion/complete",
              "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"workrail://workflows/{id}\"},"
                  + "\"argument\":{\"name\":\"id\",\"value\":\"b\"}}",
              modern));
    }
    all.add(message("server/discover", "{}", true));
    all.add(
        message("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}", false));
    all.add(message("ping", "{}", false));
    all.add(message("workflow_list", "{\"query\":\"bug\"}", false));
    all.add(
        raw(
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}]"));
    all.add(raw("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"));
    return all;
  }

  private static Message message(String method, String params, boolean modern) {
    ObjectNode request = StrictJson.mapper().createObjectNode().put("jsonrpc", "2.0").put("id", 7);
    ObjectNode parameters = (ObjectNode) parse(params);
    if (modern) {
      ObjectNode meta = parameters.putObject("_meta");
      meta.put("io.modelcontextprotocol/protocolVersion", MODERN);
      meta.putObject("io.modelcontextprotocol/clientCapabilities");
    }
    request.put("method", method).set("params", parameters);
    String name = parameters.path("name").asText(parameters.path("uri").asText(""));
    return new Message(request, method, name, modern);
  }

  private static Message raw(String json) {
    return new Message(parse(json), "", "", false);
  }

  private static JsonNode parse(String json) {
    try {
      return StrictJson.parse(json);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
