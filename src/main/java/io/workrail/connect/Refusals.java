package io.workrail.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.PlainText;
import io.workrail.json.StrictJson;

/**
 * Turns what HTTP says into JSON-RPC errors. Most clients hand the message to their model, so it
 * says what happened, whether to repeat the call, and what the user has to do. The code is the HTTP
 * status, outside of the range that JSON-RPC reserves.
 */
final class Refusals {
  private static final int UNAVAILABLE = 503;
  private static final long USUAL_WAIT_SECONDS = 60;

  private final ServerAddress address;
  private final TokenSource token;

  Refusals(ServerAddress address, TokenSource token) {
    this.address = address;
    this.token = token;
  }

  /** The error that a request gets instead of a reply. */
  ObjectNode error(Answer answer) {
    if (answer instanceof Answer.Reply reply) {
      return error(reply);
    }
    if (answer instanceof Answer.Unreachable unreachable) {
      return error(
          UNAVAILABLE,
          server("does not answer: " + unreachable.reason() + ".")
              + " Nothing was done. It may be restarting: wait a minute, then repeat the same call."
              + " If it still fails, ask your user whether the server runs.");
    }
    if (answer instanceof Answer.Broken broken) {
      return error(
          UNAVAILABLE,
          server("did not finish: " + broken.reason() + ".")
              + " Whether the call was carried out is not known. Repeat the same call with the same"
              + " arguments; a step that was recorded is answered with its recorded result.");
    }
    return error(
        UNAVAILABLE,
        server("cannot be asked: " + ((Answer.Impossible) answer).reason() + ".")
            + " Repeating the call does not help; tell your user.");
  }

  private ObjectNode error(Answer.Reply reply) {
    JsonNode body = reply.json();
    String reason = reason(reply.status(), body);
    long wait = reply.retryAfterSeconds().orElse(USUAL_WAIT_SECONDS);
    String advice =
        switch (reply.status()) {
          case 401 -> "Do not repeat the call; ask your user to " + token.howToReplace() + ".";
          case 403 -> "Do not repeat the call; tell your user.";
          case 404, 405 ->
              "There is no MCP endpoint at this address; ask your user to correct the address of"
                  + " \"workrail connect\", which usually ends in /mcp.";
          case 413 -> "Nothing was done. Make the call again with shorter arguments.";
          case 429, UNAVAILABLE ->
              "Nothing was done. Wait %s, then repeat the same call."
                  .formatted(PlainText.count(wait, "second"));
          default -> "Repeat the call once; if it fails again, tell your user.";
        };
    ObjectNode error = error(reply.status(), server("refused: " + reason) + " " + advice);
    ObjectNode data = error.putObject("data").put("httpStatus", reply.status());
    reply.retryAfterSeconds().ifPresent(seconds -> data.put("retryAfterSeconds", seconds));
    if (body.path("requestId").isTextual()) {
      data.put("requestId", body.path("requestId").asText());
    }
    return error;
  }

  /** The server's own words; of anybody else's page only the status. */
  private static String reason(int status, JsonNode body) {
    String message = body.path("message").asText();
    return message.isEmpty() ? "HTTP status " + status + "." : message;
  }

  private String server(String what) {
    return "The WorkRail server at %s %s".formatted(address, what);
  }

  private static ObjectNode error(int code, String message) {
    return StrictJson.mapper().createObjectNode().put("code", code).put("message", message);
  }
}
