package io.workrail.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.benchmark.load.Reply;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Continues sessions in turn, with notes as a step might have them; when all are complete, it
 * starts one after the other.
 */
public final class SessionScript implements Script {
  private static final String WORKFLOW = "measured-work";
  private static final int STEPS = 60;
  private static final String TOKEN = "\"continueToken\":\"";
  private static final String PROMPT =
      "Read the code from the symptom towards its origin and write down each link. ".repeat(10);
  private static final String NOTES =
      "The export of 1,200 rows times out after 30 s; the query has no index. ".repeat(6);

  private final McpRequests requests;
  private final Deque<String> tokens;

  SessionScript(McpRequests requests, Collection<String> tokens) {
    this.requests = requests;
    this.tokens = new ArrayDeque<>(tokens);
  }

  /** Puts the workflow that is walked where a server with this data directory finds it. */
  static void writeWorkflow(Path data) throws IOException {
    Path folder = Files.createDirectories(data.resolve("workflows"));
    Files.writeString(folder.resolve("measured.json"), workflow().toString());
  }

  /** That workflow. */
  public static ObjectNode workflow() {
    ObjectNode workflow =
        McpRequests.object()
            .put("id", WORKFLOW)
            .put("name", "Measured work")
            .put("description", "Steps without criteria.")
            .put("version", "1.0.0");
    for (int step = 1; step <= STEPS; step++) {
      workflow
          .withArray("steps")
          .addObject()
          .put("id", "step-" + step)
          .put("title", "Step " + step)
          .put("prompt", PROMPT);
    }
    return workflow;
  }

  @Override
  public Request first() {
    return request();
  }

  @Override
  public Request next(Reply reply) {
    String text = reply.text();
    int begin = text.indexOf(TOKEN) + TOKEN.length();
    if (begin >= TOKEN.length()) {
      tokens.addLast(text.substring(begin, text.indexOf('"', begin)));
    }
    return request();
  }

  private Request request() {
    return tokens.isEmpty() ? start() : proceed(tokens.removeFirst());
  }

  private Request start() {
    return requests.tool(
        "workflow_start",
        McpRequests.object().put("workflowId", WORKFLOW).put("goal", "Measure the sessions"));
  }

  private Request proceed(String token) {
    return requests.tool(
        "workflow_continue", McpRequests.object().put("continueToken", token).put("notes", NOTES));
  }
}
