package io.workrail.session.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.configuration.PlainText;
import java.io.PrintStream;
import java.util.List;

/**
 * Sessions for people at a terminal. Texts of others lose their control characters, so that a goal
 * cannot move the cursor or change a window's title.
 */
final class SessionText {
  /** Characters of a goal in a list; the whole stands in the session. */
  private static final int GOAL = 60;

  private static final List<String> FACTS =
      List.of(
          "id",
          "workflowId",
          "workflowVersion",
          "workflowHash",
          "goal",
          "status",
          "owner",
          "team",
          "holder",
          "startedAt",
          "updatedAt",
          "endedAt",
          "completedCount",
          "revision",
          "headHash");

  private final PrintStream out;

  SessionText(PrintStream out) {
    this.out = out;
  }

  /** One session in one line. */
  void line(JsonNode session) {
    out.printf(
        "%s  %-21s  %s  %s  %s  %s%n",
        session.path("id").asText(),
        session.path("status").asText(),
        session.path("updatedAt").asText(),
        session.path("workflowId").asText(),
        PlainText.line(session.path("owner").asText()),
        PlainText.line(session.path("goal").asText().strip(), GOAL));
  }

  /** One session with all that is known of it. */
  void facts(JsonNode session) {
    for (String name : FACTS) {
      if (session.has(name)) {
        out.printf("%-16s %s%n", name, PlainText.line(session.path(name).asText()));
      }
    }
    JsonNode step = session.path("pendingStep");
    if (!step.isMissingNode()) {
      out.printf(
          "%-16s %s (%s)%n",
          "pendingStep", step.path("stepId").asText(), PlainText.line(step.path("title").asText()));
    }
    JsonNode submission = session.path("pendingSubmission");
    if (!submission.isMissingNode()) {
      submission(submission);
    }
  }

  private void submission(JsonNode submission) {
    out.printf("%nwaits for an approver:%n");
    for (String name : List.of("id", "stepId", "submittedBy", "submittedAt")) {
      out.printf("%-16s %s%n", name, PlainText.line(submission.path(name).asText()));
    }
    text("notes", submission.path("notes"));
    text("output", submission.path("output"));
    for (JsonNode artifact : submission.path("artifacts")) {
      text("artifact " + PlainText.line(artifact.path("name").asText()), artifact.path("content"));
    }
    if (submission.has("context")) {
      out.printf("%ncontext:%n  %s%n", PlainText.line(submission.path("context").toString()));
    }
  }

  private void text(String name, JsonNode text) {
    if (!text.isMissingNode()) {
      out.printf("%n%s:%n", name);
      out.println(PlainText.indented(text.asText().stripTrailing(), "  "));
    }
  }
}
