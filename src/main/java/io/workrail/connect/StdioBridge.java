package io.workrail.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.connect.ServerLink.Repeat;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between a client that speaks in lines (MCP, transport stdio) and a server
 * (Streamable HTTP); many may be on their way at once. Remembers two things only: the version that
 * {@code initialize} agreed on, which the older revisions want in a header, and what {@code
 * tools/list} said of the tools.
 */
final class StdioBridge {
  private static final String VERSION_HEADER = "MCP-Protocol-Version";
  private static final int PARSE_ERROR = -32700;
  private static final int HEADER_MISMATCH = -32020;
  private static final int MOST_ON_THEIR_WAY = 64;

  private final ServerLink link;
  private final Refusals refusals;
  private final ClientLines client;
  private final LearnedTools tools = new LearnedTools();
  private final Semaphore places = new Semaphore(MOST_ON_THEIR_WAY);
  private volatile Optional<String> agreedVersion = Optional.empty();

  StdioBridge(ServerLink link, Refusals refusals, ClientLines client) {
    this.link = link;
    this.refusals = refusals;
    this.client = client;
  }

  /** Works until the client closes its end, then finishes what is on its way. */
  void run(InputStream lines) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
    String line = reader.readLine();
    while (line != null && !client.isClosed()) {
      if (!line.isBlank()) {
        take(line);
      }
      line = reader.readLine();
    }
    link.stopRepeating();
    places.acquireUninterruptibly(MOST_ON_THEIR_WAY);
  }

  private void take(String line) {
    ClientMessage message;
    try {
      message = new ClientMessage(StrictJson.parse(line), line);
    } catch (MalformedJsonException e) {
      client.refuse(NullNode.getInstance(), notJson(e));
      return;
    }
    places.acquireUninterruptibly();
    CompletableFuture<Void> unused =
        exchange(message)
            .thenAccept(answer -> deliver(message, answer))
            .whenComplete((nothing, failure) -> leave(failure));
  }

  private void leave(@Nullable Throwable failure) {
    if (failure != null) {
      client.say("a message was lost: " + failure.getMessage());
    }
    places.release();
  }

  /** A server wants some arguments in headers, too; which, its list of tools says. */
  private CompletableFuture<Answer> exchange(ClientMessage message) {
    return send(message)
        .thenCompose(
            answer ->
                !message.tool().isEmpty() && isHeaderMismatch(answer)
                    ? askForTools(message).thenCompose(nothing -> send(message))
                    : CompletableFuture.completedFuture(answer));
  }

  private CompletableFuture<Answer> send(ClientMessage message) {
    Map<String, String> headers = new LinkedHashMap<>();
    boolean opening = message.method().equals("initialize");
    message
        .version()
        .or(() -> opening ? Optional.empty() : agreedVersion)
        .ifPresent(version -> headers.put(VERSION_HEADER, HeaderText.encode(version)));
    headers.putAll(message.headers(tools));
    return link.post(message.text(), headers, repeat(message));
  }

  /** A call that the tool takes twice without harm, and everything that calls no tool. */
  private Repeat repeat(ClientMessage message) {
    boolean callsNoTool = message.tool().isEmpty() && !message.json().isArray();
    return callsNoTool || tools.isRepeatable(message.tool()) ? Repeat.ALWAYS : Repeat.UNTOUCHED;
  }

  private CompletableFuture<Void> askForTools(ClientMessage message) {
    ObjectNode request = StrictJson.mapper().createObjectNode().put("jsonrpc", "2.0");
    request.put("id", "workrail-connect").put("method", "tools/list");
    request.putObject("params").set("_meta", message.json().path("params").path("_meta"));
    return send(new ClientMessage(request, StrictJson.write(request)))
        .thenAccept(
            answer -> {
              if (answer instanceof Answer.Reply reply) {
                tools.learn(reply.json().path("result"));
              }
            });
  }

  private void deliver(ClientMessage message, Answer answer) {
    List<JsonNode> ids = message.ids();
    if (ids.isEmpty()) {
      tellOfLoss(answer);
      return;
    }
    JsonNode json = answer instanceof Answer.Reply reply ? reply.json() : NullNode.getInstance();
    boolean nameless = json.isObject() && !json.hasNonNull("id");
    if (answer instanceof Answer.Reply reply && isMessage(json) && !nameless) {
      learn(message, json.path("result"));
      client.pass(reply.body(), json);
    } else if (isMessage(json) && json.path("error") instanceof ObjectNode error) {
      // The server could not read so far as the id, or refused before it read anything.
      client.refuse(message, error);
    } else {
      ObjectNode error = refusals.error(answer);
      client.say(error.path("message").asText());
      client.refuse(message, error);
    }
  }

  private void learn(ClientMessage message, JsonNode result) {
    if (message.method().equals("initialize") && result.path("protocolVersion").isTextual()) {
      agreedVersion = Optional.of(result.path("protocolVersion").asText());
    }
    if (message.method().equals("tools/list")) {
      tools.learn(result);
    }
  }

  /** Nobody waits for the answer to a notification. */
  private void tellOfLoss(Answer answer) {
    boolean taken = answer instanceof Answer.Reply reply && reply.status() < 300;
    if (!taken) {
      client.say("a notification was lost: " + refusals.error(answer).path("message").asText());
    }
  }

  private static boolean isMessage(JsonNode json) {
    return json.isArray() || json.path("jsonrpc").asText().equals("2.0");
  }

  private static boolean isHeaderMismatch(Answer answer) {
    return answer instanceof Answer.Reply reply
        && reply.json().path("error").path("code").asInt() == HEADER_MISMATCH;
  }

  private static ObjectNode notJson(MalformedJsonException e) {
    return StrictJson.mapper()
        .createObjectNode()
        .put("code", PARSE_ERROR)
        .put("message", "Parse error: %s (%s).".formatted(e.getMessage(), e.position()));
  }
}
