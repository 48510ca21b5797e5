package io.workrail.session.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.StrictJson;
import io.workrail.session.EventType;
import io.workrail.session.SessionEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes one event after the other, under the steps they belong to. Not thread-safe. */
final class History {
  /** Characters of an output or context that are shown; notes are shown whole. */
  private static final int EXCERPT = 2_000;

  private static final List<String> HANDED_IN =
      List.of("stepId", "round", "notes", "output", "artifacts", "contextChange");

  private final Appendable out;
  private final Map<String, Instant> submitted = new HashMap<>();
  private Optional<Long> headed = Optional.empty();
  private String shown = "";

  History(Appendable out) {
    this.out = out;
  }

  void add(SessionEvent event) throws IOException {
    Facts facts = Facts.of(event);
    if (facts.isAboutAStep() && event.type() != EventType.REWOUND) {
      head(facts);
    }
    switch (event.type()) {
      case STARTED -> started(facts);
      case ADVANCED -> advanced(facts);
      case BLOCKED -> {
        entry(facts, "Not accepted");
        issues(facts);
        work(facts);
      }
      case CONFIRMATION_ASKED -> {
        entry(facts, "Waits for the word of the agent's user");
        work(facts);
      }
      case SUBMITTED -> {
        facts.text("submissionId").ifPresent(id -> submitted.put(id, event.at()));
        entry(facts, "Submitted for approval as " + id(facts, "submissionId"));
        work(facts);
      }
      case REJECTED -> {
        entry(facts, "Rejected: %s%s".formatted(id(facts, "submissionId"), waited(facts)));
        quote(facts, "comment");
      }
      case CHECKPOINTED -> {
        entry(facts, "Notes kept on the way");
        quote(facts, "notes");
      }
      case REWOUND -> {
        heading("Back to before “%s”".formatted(MarkdownText.inline(facts.stepName())));
        entry(facts, "Went back");
        quote(facts, "reason");
      }
      case TAKEN_OVER ->
          entry(facts, "Taken over from " + MarkdownText.inline(facts.text("from").orElse("?")));
      case ABANDONED -> {
        heading("Abandoned");
        entry(facts, "Ended without completing");
        quote(facts, "reason");
      }
    }
  }

  private void started(Facts facts) throws IOException {
    entry(facts, "Started");
    JsonNode context = facts.payload().path("context");
    if (!context.isEmpty()) {
      out.append("With this context:\n\n");
      excerpt(facts, StrictJson.write(context));
    }
  }

  private void advanced(Facts facts) throws IOException {
    if (!facts.isAboutAStep()) {
      heading("Information given");
    }
    boolean approved = facts.text("confirmation").filter("approved"::equals).isPresent();
    entry(facts, approved ? "Approved" : facts.isAboutAStep() ? "Done" : "Given");
    Optional<String> agreed = Outline.agreed(facts);
    if (agreed.isPresent()) {
      out.append("Agreed to by ").append(MarkdownText.inline(agreed.get()));
      out.append(waited(facts)).append(".\n\n");
    }
    quote(facts, "comment");
    work(facts);
  }

  /** What was handed in, unless it was shown a moment ago, before somebody agreed to it. */
  private void work(Facts facts) throws IOException {
    String handedIn = HANDED_IN.stream().map(facts.payload()::path).toList().toString();
    if (handedIn.equals(shown)) {
      out.append("The work is the one above.\n\n");
      return;
    }
    shown = handedIn;
    writeWork(facts);
  }

  /** The notes whole, the rest as far as it is short. */
  private void writeWork(Facts facts) throws IOException {
    quote(facts, "notes");
    Optional<String> output = facts.text("output");
    if (output.isPresent()) {
      out.append("Output:\n\n");
      excerpt(facts, output.get());
    }
    for (JsonNode artifact : facts.payload().path("artifacts")) {
      out.append("- Artifact ")
          .append(MarkdownText.code(artifact.path("name").asText()))
          .append(
              ", %d characters, whole in event %d\n"
                  .formatted(artifact.path("content").asText().length(), facts.event().seq()));
    }
    if (!facts.payload().path("artifacts").isEmpty()) {
      out.append('\n');
    }
    JsonNode context = facts.payload().path("contextChange");
    if (!context.isEmpty()) {
      out.append("Context set:\n\n");
      excerpt(facts, StrictJson.write(context));
    }
  }

  private void issues(Facts facts) throws IOException {
    for (String issue : facts.texts("issues")) {
      out.append("- ").append(MarkdownText.inline(issue)).append('\n');
    }
    out.append('\n');
  }

  private void quote(Facts facts, String name) throws IOException {
    Optional<String> text = facts.text(name);
    if (text.isPresent()) {
      MarkdownText.quote(out, text.get());
    }
  }

  private void excerpt(Facts facts, String text) throws IOException {
    boolean whole = text.length() <= EXCERPT;
    MarkdownText.block(out, whole ? text : text.substring(0, EXCERPT));
    if (!whole) {
      out.append(
          "%d more characters stand in event %d.\n\n"
              .formatted(text.length() - EXCERPT, facts.event().seq()));
    }
  }

  /** One heading for all that happens at a position. */
  private void head(Facts facts) throws IOException {
    long position = facts.event().position();
    if (headed.filter(known -> known == position).isEmpty()) {
      headed = Optional.of(position);
      heading(
          "%s · %s"
              .formatted(
                  MarkdownText.inline(facts.stepName()),
                  MarkdownText.code(facts.text("stepId").orElse(""))));
    }
  }

  private void heading(String text) throws IOException {
    out.append("### ").append(text).append("\n\n");
  }

  private void entry(Facts facts, String what) throws IOException {
    SessionEvent event = facts.event();
    out.append("**%s**, %s, %s".formatted(what, Times.at(event.at()), actor(event)));
    out.append(" (event %d)\n\n".formatted(event.seq()));
  }

  private static String actor(SessionEvent event) {
    String name = MarkdownText.inline(event.actor());
    return event
        .client()
        .map(client -> "%s with %s".formatted(name, MarkdownText.inline(client)))
        .orElse(name);
  }

  private static String id(Facts facts, String name) {
    return MarkdownText.code(facts.text(name).orElse("?"));
  }

  private String waited(Facts facts) {
    return facts
        .text("submissionId")
        .map(submitted::remove)
        .map(at -> " after " + Times.between(at, facts.event().at()))
        .orElse("");
  }
}
