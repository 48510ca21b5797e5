package io.workrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls tools in the direct form. What goes wrong on the way is an {@link IOException}. */
final class SessionClient {
  private static final Duration LONGEST_REPLY = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;

  SessionClient(String token) {
    this.token = token;
  }

  /** The result; a JSON-RPC error is an {@link AssertionError}, a broken connection no result. */
  ObjectNode call(int port, String tool, ObjectNode arguments)
      throws IOException, InterruptedException {
    JsonNode reply = send(port, tool, arguments);
    if (!(reply.path("result") instanceof ObjectNode result)) {
      throw new AssertionError(tool + " was refused: " + reply);
    }
    return result;
  }

  /** The whole reply. */
  JsonNode send(int port, String tool, ObjectNode arguments)
      throws IOException, InterruptedException {
    ObjectNode message = object().put("jsonrpc", "2.0").put("id", 1).put("method", tool);
    message.set("params", arguments);
    HttpResponse<String> reply =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Authorization", "Bearer " + token)
                .timeout(LONGEST_REPLY)
                .POST(BodyPublishers.ofString(StrictJson.write(message)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() == 503) {
      throw new IOException("the server stops: " + reply.body());
    }
    try {
      return StrictJson.parse(reply.body());
    } catch (MalformedJsonException e) {
      throw new IOException("half a reply", e);
    }
  }

  static ObjectNode start(String workflow) {
    return object().put("workflowId", workflow).put("goal", "Lose nothing");
  }

  static ObjectNode proceed(JsonNode reply, String notes) {
    return object().put("continueToken", reply.path("continueToken").asText()).put("notes", notes);
  }

  static ObjectNode object() {
    return StrictJson.mapper().createObjectNode();
  }
}
