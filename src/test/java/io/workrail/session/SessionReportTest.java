package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.session.report.SessionReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** What a lead reads. */
class SessionReportTest {
  private static final Requester ADA = agent("ada");
  private static final Requester EVE = SessionFixture.requester("eve", "red", Role.APPROVER);

  private final SessionFixture sessions =
      new SessionFixture(new MemorySessionStore(), "{\"confirmation\":\"approve\"}");

  @Test
  void tellsGoalStepsNotesAttemptsApprovalsAndDurations() throws IOException {
    ObjectNode started = sessions.start("confirmed-work", ADA);
    sessions.clock.advance(Duration.ofMinutes(10));
    sessions.proceed(token(started), notes("First plan."), ADA);
    sessions.clock.advance(Duration.ofHours(2));
    decide(started, Submission.Status.REJECTED, "Name the risks.");
    sessions.proceed(token(started), notes("Plan with risks."), ADA);
    sessions.clock.advance(Duration.ofMinutes(30));
    decide(started, Submission.Status.APPROVED, "Good.");
    ObjectNode build = sessions.proceed(token(started), notes("Plan with risks."), ADA);
    sessions.checkpoint(token(build), "Half of it stands.", ADA);
    sessions.clock.advance(Duration.ofDays(1));
    sessions.proceed(token(build), notes("Built."), ADA);

    String report = report(started);

    assertThat(report)
        .startsWith("# Confirmed work\n\n> Make it work\n")
        .contains("| Status | completed |")
        .contains("| Owner | ada, team red |")
        .contains("| Worked on by | ada, eve |")
        .contains("| Duration | 1 d 2 h |")
        .contains("| 1 | Plan | 1 | 2 h 40 min | ada | eve (approver) |")
        .contains("| 2 | Build | 0 | 1 d 0 h | ada |  |")
        .contains("> First plan.")
        .contains("> Name the risks.")
        .contains(" after 2 h 0 min**")
        .contains("Agreed to by eve (approver) after 30 min 0 s.")
        .contains("> Half of it stands.")
        .contains("ada with test-client/1.0")
        .contains("> Built.");
    assertThat(report.split("> Plan with risks\\.", -1)).as("told once").hasSize(2);
    assertThat(report).doesNotContain("wr1.");
  }

  @Test
  void saysWhatHasToHappenNext() throws IOException {
    ObjectNode started = sessions.start("confirmed-work", ADA);
    assertThat(report(started)).contains("Now: ada works on “Plan”.").contains("No step is");

    sessions.proceed(token(started), notes("Plan."), ADA);
    assertThat(report(started)).contains("by ada waits for an approver since 2026-03-01 12:00:00");
  }

  @Test
  void marksWhatWasTakenBackAndNamesWhoTookOver() throws IOException {
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.proceed(token(started), notes("Looked."), ADA);
    String id = SessionFixture.id(started).value();
    sessions.service.rewind(id, "look", Optional.empty(), "Wrong file.", 2, ADA);
    sessions.service.resume(id, agent("bob"));
    sessions.service.abandonById(id, "Not needed any more.", ADA);

    assertThat(report(started))
        .contains("| 1 | Look (taken back) | 0 |")
        .contains("### Back to before “look”")
        .contains("> Wrong file.")
        .contains("Taken over from ada")
        .contains("### Abandoned")
        .contains("> Not needed any more.");
  }

  @Test
  void textsOfOthersDoNotChangeTheStructure() throws IOException {
    String hostile = "a | b\n# c\n\n```\n<!-- d\n<script>e</script>";
    ObjectNode input = SessionFixture.object("{}").put("notes", hostile).put("output", hostile);
    input.putArray("artifacts").addObject().put("name", hostile).put("content", "x");
    input.putObject("context").put(hostile, hostile);
    ObjectNode started =
        SessionFixture.reply(
            sessions.service.start(
                SessionFixture.object("{\"workflowId\":\"plain-work\"}").put("goal", hostile),
                ADA));
    ObjectNode fix = sessions.proceed(token(started), input.toString(), ADA);
    sessions.proceed(token(fix), input.toString(), ADA);
    sessions.service.abandon(token(fix), hostile, ADA);

    Node document = Parser.builder().build().parse(report(started));

    List<String> headings = new ArrayList<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      assertThat(node).isNotInstanceOf(HtmlBlock.class);
      if (node instanceof Heading heading) {
        headings.add("#".repeat(heading.getLevel()));
      }
    }
    assertThat(headings).containsExactly("#", "##", "##", "###", "###", "###");
    assertThat(document.getLastChild()).isInstanceOf(BlockQuote.class);
    assertThat(html(document)).isFalse();
  }

  @Test
  void whatIsCutIsStated() throws IOException {
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.proceed(
        token(started), "{\"notes\":\"n\",\"output\":\"%s\"}".formatted("x".repeat(3_000)), ADA);

    assertThat(report(started)).contains("1000 more characters stand in event 2.");
  }

  private static boolean html(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof HtmlInline || child instanceof HtmlBlock || html(child)) {
        return true;
      }
    }
    return false;
  }

  private void decide(ObjectNode started, Submission.Status word, String comment) {
    Submission open = sessions.store.findOpenSubmission(SessionFixture.id(started)).orElseThrow();
    sessions.service.decide(
        SessionFixture.id(started).value(), open.id(), word, Optional.of(comment), EVE);
  }

  private String report(ObjectNode started) throws IOException {
    StringBuilder out = new StringBuilder();
    new SessionReport(new SessionReader(sessions.store), sessions.row(started)).writeTo(out);
    return out.toString();
  }
}
