package io.workrail.session.report;

import io.workrail.session.SessionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the top of the report needs to know, gathered in one pass over the events. */
final class Outline {
  private final List<Line> lines = new ArrayList<>();
  private final Set<String> people = new TreeSet<>();
  private Instant since = Instant.EPOCH;
  private long setbacks;
  private long setbacksOfStep;

  /**
   * A completed step.
   *
   * @param setbacks attempts that did not advance
   * @param time how long it took
   * @param agreed who or what agreed to it, where somebody had to
   * @param takenBack a later rewind went back behind it
   */
  record Line(
      long position,
      String name,
      long setbacks,
      String time,
      String by,
      Optional<String> agreed,
      boolean takenBack) {
    Line withdrawn() {
      return new Line(position, name, setbacks, time, by, agreed, true);
    }
  }

  void add(SessionEvent event) {
    people.add(event.actor());
    Facts facts = Facts.of(event);
    switch (event.type()) {
      case STARTED -> begin(event.at());
      case BLOCKED, REJECTED -> {
        setbacks++;
        setbacksOfStep++;
      }
      case ADVANCED -> {
        complete(facts);
        begin(event.at());
      }
      case REWOUND -> {
        long to = facts.number("toPosition").orElse(Long.MAX_VALUE);
        lines.replaceAll(line -> line.position() >= to ? line.withdrawn() : line);
        begin(event.at());
      }
      default -> {
        // Neither ends a step nor sets it back.
      }
    }
  }

  /** Completed steps in order. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** Everybody who did something. */
  List<String> people() {
    return List.copyOf(people);
  }

  /** Attempts that did not advance. */
  long setbacks() {
    return setbacks;
  }

  private void begin(Instant at) {
    since = at;
    setbacksOfStep = 0;
  }

  private void complete(Facts facts) {
    if (facts.isAboutAStep()) {
      SessionEvent event = facts.event();
      lines.add(
          new Line(
              event.position(),
              facts.stepName(),
              setbacksOfStep,
              Times.between(since, event.at()),
              facts.text("submittedBy").orElse(event.actor()),
              agreed(facts),
              false));
    }
  }

  static Optional<String> agreed(Facts facts) {
    return facts
        .text("confirmation")
        .map(
            way ->
                switch (way) {
                  case "approved" -> facts.event().actor() + " (approver)";
                  case "elicited" -> facts.event().actor() + " (asked by the client)";
                  case "reported" -> "the agent's user (as the agent reports)";
                  default -> way;
                });
  }
}
