package io.workrail.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A line of the client: a message, or several in an array.
 *
 * @param json what the text says
 * @param text as it came; it is sent as it is, so that no number changes its form
 */
record ClientMessage(JsonNode json, String text) {
  private static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

  /** The method; empty for a response and for an array. */
  String method() {
    return json.path("method").asText();
  }

  /** The tool that is called; empty for every other message. */
  String tool() {
    return method().equals("tools/call") ? json.path("params").path("name").asText() : "";
  }

  /** The ids of the messages that wait for an answer. */
  List<JsonNode> ids() {
    Stream<JsonNode> messages =
        json.isArray() ? StreamSupport.stream(json.spliterator(), false) : Stream.of(json);
    return messages
        .filter(message -> message.has("method") && message.hasNonNull("id"))
        .map(message -> message.get("id"))
        .toList();
  }

  /** The version that a message of the modern era carries in its body. */
  Optional<String> version() {
    return Optional.ofNullable(json.path("params").path("_meta").path(VERSION_KEY).textValue());
  }

  /** The headers that repeat parts of a modern body, besides the version. */
  Map<String, String> headers(LearnedTools tools) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (version().isEmpty() || method().isEmpty()) {
      return headers;
    }
    JsonNode params = json.path("params");
    headers.put("Mcp-Method", HeaderText.encode(method()));
    String named =
        switch (method()) {
          case "tools/call", "prompts/get" -> params.path("name").asText();
          case "resources/read" -> params.path("uri").asText();
          default -> "";
        };
    if (!named.isEmpty()) {
      headers.put("Mcp-Name", HeaderText.encode(named));
    }
    headers.putAll(tools.headers(tool(), params.path("arguments")));
    return headers;
  }
}
