package io.workrail.session.report;

import io.workrail.session.Session;
import io.workrail.session.SessionEvent;
import io.workrail.session.SessionReader;
import io.workrail.session.SessionStatus;
import io.workrail.session.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The history of a session in Markdown, for somebody who answers for the work: the goal, where it
 * stands, a table of the steps, then everything that happened in order. It is written while it is
 * read, twice, so that its length does not matter.
 */
public final class SessionReport {
  private static final String ROW = "| %s | %s |\n";

  private final SessionReader reader;
  private final Session session;

  /** The report of a session as it is in this row. */
  public SessionReport(SessionReader reader, Session session) {
    this.reader = reader;
    this.session = session;
  }

  /**
   * Writes it.
   *
   * @throws io.workrail.storage.StorageUnavailableException when the history cannot be read
   */
  public void writeTo(Appendable out) throws IOException {
    Outline outline = new Outline();
    reader.forEachEvent(session, outline::add);
    top(out, outline);
    steps(out, outline);
    now(out);
    out.append("## History\n\n");
    History history = new History(out);
    try {
      reader.forEachEvent(session, event -> append(history, event));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  private void top(Appendable out, Outline outline) throws IOException {
    out.append("# %s\n\n".formatted(MarkdownText.inline(reader.workflowName(session))));
    MarkdownText.quote(out, session.goal());
    out.append("| | |\n|---|---|\n");
    row(out, "Session", MarkdownText.code(session.id().value()));
    row(
        out,
        "Workflow",
        "%s %s, %s"
            .formatted(
                MarkdownText.code(session.workflowId().value()),
                MarkdownText.inline(session.workflowVersion()),
                MarkdownText.code(session.workflowHash().value())));
    row(out, "Status", session.status().label().replace('_', ' '));
    row(out, "Owner", MarkdownText.inline(session.owner()) + team());
    row(out, "Worked on by", MarkdownText.inline(String.join(", ", outline.people())));
    row(out, "Started", Times.at(session.startedAt()));
    if (session.endedAt().isPresent()) {
      row(out, "Ended", Times.at(session.endedAt().get()));
    } else {
      row(out, "Last event", Times.at(session.updatedAt()));
    }
    row(out, "Duration", Times.between(session.startedAt(), session.updatedAt()));
    row(out, "Steps completed", Long.toString(session.state().completedCount()));
    row(out, "Attempts not accepted", Long.toString(outline.setbacks()));
    row(out, "Events", Long.toString(session.revision()));
    row(out, "Hash of the last event", MarkdownText.code(session.headHash()));
    out.append('\n');
  }

  private static void steps(Appendable out, Outline outline) throws IOException {
    out.append("## Steps\n\n");
    if (outline.lines().isEmpty()) {
      out.append("No step is completed yet.\n\n");
      return;
    }
    out.append(
        "| # | Step | Not accepted | Time | By | Agreed to by |\n|---|---|---|---|---|---|\n");
    int number = 0;
    for (Outline.Line line : outline.lines()) {
      number++;
      out.append(
          "| %d | %s%s | %d | %s | %s | %s |\n"
              .formatted(
                  number,
                  MarkdownText.inline(line.name()),
                  line.takenBack() ? " (taken back)" : "",
                  line.setbacks(),
                  line.time(),
                  MarkdownText.inline(line.by()),
                  line.agreed().map(MarkdownText::inline).orElse("")));
    }
    out.append('\n');
  }

  /** What has to happen next, and who has to do it. */
  private void now(Appendable out) throws IOException {
    Optional<Submission> open = reader.findOpenSubmission(session);
    if (open.isPresent()) {
      out.append(
          "Now: %s by %s waits for an approver since %s.\n\n"
              .formatted(
                  MarkdownText.code(open.get().id()),
                  MarkdownText.inline(open.get().submittedBy()),
                  Times.at(open.get().submittedAt())));
      return;
    }
    String pending =
        reader.pendingTitle(session).map(MarkdownText::inline).orElse("information, not a step");
    if (session.status() == SessionStatus.AWAITING_CONFIRMATION) {
      out.append("Now: a person's word on “%s” is awaited.\n\n".formatted(pending));
    } else if (session.status() == SessionStatus.ACTIVE) {
      out.append(
          "Now: %s works on “%s”.\n\n".formatted(MarkdownText.inline(session.holder()), pending));
    }
  }

  private String team() {
    return session.team().map(name -> ", team " + MarkdownText.inline(name)).orElse("");
  }

  private static void row(Appendable out, String name, String value) throws IOException {
    out.append(ROW.formatted(name, value));
  }

  private static void append(History history, SessionEvent event) {
    try {
      history.add(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
