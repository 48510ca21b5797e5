package io.workrail.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.Console;
import io.workrail.json.StrictJson;
import java.util.List;

/**
 * What goes back to the client: a line a message on standard output, talk on standard error, which
 * clients keep in a log. Thread-safe.
 */
final class ClientLines {
  private final Console console;

  ClientLines(Console console) {
    this.console = console;
  }

  /** Passes a message on, unchanged unless it stands on several lines. */
  void pass(String text, JsonNode json) {
    boolean oneLine = text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    console.out().println(oneLine ? text : StrictJson.write(json));
  }

  /** Answers messages that got no answer of the server; one of an array gets an array. */
  void refuse(ClientMessage message, ObjectNode error) {
    List<JsonNode> ids = message.ids();
    if (!message.json().isArray()) {
      console.out().println(StrictJson.write(answer(ids.get(0), error)));
      return;
    }
    ArrayNode answers = StrictJson.mapper().createArrayNode();
    ids.forEach(id -> answers.add(answer(id, error)));
    console.out().println(StrictJson.write(answers));
  }

  /** Answers a message whose id is not known, or known only to the caller. */
  void refuse(JsonNode id, ObjectNode error) {
    console.out().println(StrictJson.write(answer(id, error)));
  }

  /** Says something to the person who looks for a fault. */
  void say(String sentence) {
    console.err().println("workrail connect: " + sentence);
  }

  /** Whether the client has gone away. */
  boolean isClosed() {
    return console.out().checkError();
  }

  private static ObjectNode answer(JsonNode id, ObjectNode error) {
    ObjectNode answer = StrictJson.mapper().createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", id);
    answer.set("error", error);
    return answer;
  }
}
