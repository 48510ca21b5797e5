package io.workrail.audit;

import io.workrail.audit.AuditFault.Kind;
import io.workrail.configuration.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Follows the chain line by line and names every place where it breaks. Not thread-safe. */
final class ChainChecker {
  private static final int MOST_FAULTS = 100;

  private final Optional<AuditPosition> head;
  private final List<String> notes = new ArrayList<>();
  private final List<Object> findings = new ArrayList<>();
  private final SortedSet<Long> displaced = new TreeSet<>();
  private long entries;
  private long expected;
  private Optional<String> required;
  private String lastHash = AuditLine.GENESIS;
  private Place place = new Place("audit.jsonl", 0);
  private Place before = place;

  private record Place(String file, long line) {}

  /** Entries that were expected at a place; some may turn up later. */
  private record Gap(Place place, long from, long to) {
    boolean holds(long seq) {
      return seq >= from && seq <= to;
    }
  }

  /**
   * A checker.
   *
   * @param from the first entry that must be there; earlier ones were put away
   */
  ChainChecker(Optional<AuditPosition> head, long from) {
    this.head = head;
    this.expected = from;
    this.required = from == 1 ? Optional.of(AuditLine.GENESIS) : Optional.empty();
  }

  void accept(String file, long lineNumber, byte[] text) {
    before = place;
    place = new Place(file, lineNumber);
    entries++;
    Optional<AuditLine> line = AuditLine.parse(text);
    if (line.isPresent()) {
      check(line.get());
    } else {
      found(
          place,
          Kind.UNREADABLE,
          "where entry %d should be stands something else".formatted(expected));
      expected++;
      required = Optional.empty();
    }
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  AuditReport finish() {
    head.filter(written -> written.seq() >= expected)
        .ifPresent(written -> findings.add(new Gap(place, expected, written.seq())));
    if (head.isEmpty() && entries > 0) {
      found(place, Kind.MISSING, "audit.head is missing: whether entries follow is not known");
    }
    List<AuditFault> faults = new ArrayList<>();
    for (Object finding : findings) {
      if (finding instanceof AuditFault fault) {
        faults.add(fault);
      } else if (finding instanceof Gap gap) {
        faults.addAll(missing(gap));
      }
    }
    if (faults.size() > MOST_FAULTS) {
      notes.add("%d more faults are not listed".formatted(faults.size() - MOST_FAULTS));
    }
    return new AuditReport(
        entries, lastHash, faults.subList(0, Math.min(faults.size(), MOST_FAULTS)), notes);
  }

  private void check(AuditLine line) {
    if (!line.isUnchanged()) {
      found(place, Kind.CHANGED, "entry %d was changed".formatted(line.seq()));
    }
    if (line.seq() < expected) {
      misplaced(line.seq());
      return;
    }
    if (line.seq() > expected) {
      findings.add(new Gap(place, expected, line.seq() - 1));
    } else if (required.filter(hash -> !hash.equals(line.previous())).isPresent()) {
      found(before, Kind.CHANGED, "entry %d was replaced by another one".formatted(line.seq() - 1));
    }
    if (head.filter(written -> written.seq() == line.seq())
        .filter(written -> !written.hash().equals(line.hash()))
        .isPresent()) {
      found(
          place,
          Kind.CHANGED,
          "entry %d is not the one that audit.head names".formatted(line.seq()));
    }
    expected = line.seq() + 1;
    required = Optional.of(line.hash());
    lastHash = line.hash();
    interpret(line);
  }

  private void misplaced(long seq) {
    boolean wasMissed =
        findings.stream().anyMatch(finding -> finding instanceof Gap gap && gap.holds(seq));
    if (wasMissed && displaced.add(seq)) {
      found(place, Kind.REORDERED, "entry %d stands after entry %d".formatted(seq, expected - 1));
    } else {
      found(place, Kind.REORDERED, "entry %d stands here a second time".formatted(seq));
    }
  }

  /** What the log says about itself. */
  private void interpret(AuditLine line) {
    if (line.type().equals(AuditAppender.BROKEN)) {
      found(
          place,
          Kind.MISSING,
          "entry %d records that the log ended at entry %d when it should have at entry %d"
              .formatted(
                  line.seq(),
                  line.json().path("foundLine").asLong(),
                  line.json().path("expectedLine").asLong()));
    } else if (line.type().equals("audit.dropped")) {
      long count = line.json().path("count").asLong();
      notes.add(
          "entry %d: %s could not be written"
              .formatted(line.seq(), PlainText.count(count, "event")));
    } else if (line.type().equals("audit.torn")) {
      notes.add("entry %d: a torn line before it was cut".formatted(line.seq()));
    }
  }

  private List<AuditFault> missing(Gap gap) {
    List<AuditFault> faults = new ArrayList<>();
    long from = gap.from();
    for (long seq : displaced.subSet(gap.from(), gap.to() + 1)) {
      missing(gap.place(), from, seq - 1).ifPresent(faults::add);
      from = seq + 1;
    }
    missing(gap.place(), from, gap.to()).ifPresent(faults::add);
    return faults;
  }

  private static Optional<AuditFault> missing(Place place, long from, long to) {
    if (from > to) {
      return Optional.empty();
    }
    String message =
        from == to
            ? "entry %d is missing".formatted(from)
            : "entries %d to %d are missing".formatted(from, to);
    return Optional.of(new AuditFault(place.file(), place.line(), Kind.MISSING, message));
  }

  private void found(Place where, Kind kind, String message) {
    findings.add(new AuditFault(where.file(), where.line(), kind, message));
  }
}
