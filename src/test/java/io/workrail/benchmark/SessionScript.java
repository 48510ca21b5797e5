package io.workrail.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.benchmark.load.Reply;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Walks one session after the other, with notes as a step might have them. */
final class SessionScript implements Script {
  private static final String WORKFLOW = "measured-work";
  private static final int STEPS = 20;
  private static final String TOKEN = "\"continueToken\":\"";
  private static final String END = "\"outcome\":\"complete\"";
  private static final String PROMPT =
      "Read the code from the symptom towards its origin and write down each link. ".repeat(10);
  private static final String NOTES =
      "The export of 1,200 rows times out after 30 s; the query has no index. ".repeat(6);

  private final McpRequests requests;

  SessionScript(McpRequests requests) {
    this.requests = requests;
  }

  /** Puts the workflow that is walked where a server with this data directory finds it. */
  static void writeWorkflow(Path data) throws IOException {
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
    Path folder = Files.createDirectories(data.resolve("workflows"));
    Files.writeString(folder.resolve("measured.json"), workflow.toString());
  }

  @Override
  public Request first() {
    return requests.tool(
        "workflow_start",
        McpRequests.object().put("workflowId", WORKFLOW).put("goal", "Measure the sessions"));
  }

  @Override
  public Request next(Reply reply) {
    String text = reply.text();
    int at = text.lastIndexOf(TOKEN);
    if (at < 0 || text.contains(END)) {
      return first();
    }
    int begin = at + TOKEN.length();
    return requests.tool(
        "workflow_continue",
        McpRequests.object()
            .put("continueToken", text.substring(begin, text.indexOf('"', begin)))
            .put("notes", NOTES));
  }
}
