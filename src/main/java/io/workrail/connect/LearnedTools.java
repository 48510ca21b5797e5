package io.workrail.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the replies to {@code tools/list} tell about tools on their way through. Thread-safe. */
final class LearnedTools {
  /**
   * A tool.
   *
   * @param headers the arguments to repeat in a header, with the names of the headers
   * @param repeatable whether a second call does no more than the first
   */
  private record Tool(Map<String, String> headers, boolean repeatable) {}

  private static final String HEADER_KEYWORD = "x-mcp-header";
  private static final String HEADER_PREFIX = "Mcp-Param-";

  private final Map<String, Tool> tools = new ConcurrentHashMap<>();

  /** Takes in the result of a {@code tools/list}. */
  void learn(JsonNode result) {
    for (JsonNode tool : result.path("tools")) {
      Map<String, String> headers = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> property :
          tool.path("inputSchema").path("properties").properties()) {
        String header = property.getValue().path(HEADER_KEYWORD).asText();
        if (!header.isEmpty()) {
          headers.put(property.getKey(), HEADER_PREFIX + header);
        }
      }
      JsonNode hints = tool.path("annotations");
      boolean repeatable =
          hints.path("readOnlyHint").asBoolean() || hints.path("idempotentHint").asBoolean();
      tools.put(tool.path("name").asText(), new Tool(headers, repeatable));
    }
  }

  /** Whether a second call of the tool does no more than the first; no for an unknown tool. */
  boolean isRepeatable(String tool) {
    Tool known = tools.get(tool);
    return known != null && known.repeatable();
  }

  /** The headers that a call of the tool needs. */
  Map<String, String> headers(String tool, JsonNode arguments) {
    Map<String, String> headers = new LinkedHashMap<>();
    Tool known = tools.get(tool);
    if (known != null) {
      known
          .headers()
          .forEach(
              (argument, header) -> {
                JsonNode value = arguments.path(argument);
                if (value.isValueNode() && !value.isNull()) {
                  headers.put(header, HeaderText.encode(value.asText()));
                }
              });
    }
    return headers;
  }
}
