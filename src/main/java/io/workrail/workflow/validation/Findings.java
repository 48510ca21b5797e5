package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import io.workrail.json.JsonPositions;
import io.workrail.json.TextPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what the checks of one document find; not thread-safe. */
final class Findings {
  /** More findings than a person mends in one go say nothing new. */
  static final int LIMIT = 100;

  private record Unplaced(Severity severity, JsonPointer pointer, String message, String fix) {}

  private final Set<Unplaced> collected = new LinkedHashSet<>();

  void error(JsonPointer pointer, String message, String fix) {
    collected.add(new Unplaced(Severity.ERROR, pointer, message, fix));
  }

  void warning(JsonPointer pointer, String message, String fix) {
    collected.add(new Unplaced(Severity.WARNING, pointer, message, fix));
  }

  boolean hasErrors() {
    return collected.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** The findings with their places in the text, errors first, in document order. */
  List<Finding> place(String text) {
    Set<JsonPointer> pointers = new HashSet<>();
    collected.forEach(finding -> pointers.add(finding.pointer()));
    Map<JsonPointer, TextPosition> positions =
        pointers.isEmpty() ? Map.of() : JsonPositions.locate(text, pointers);
    List<Finding> placed = new ArrayList<>();
    for (Unplaced finding : collected) {
      TextPosition position = positions.getOrDefault(finding.pointer(), TextPosition.START);
      placed.add(
          new Finding(
              finding.severity(), finding.pointer(), position, finding.message(), finding.fix()));
    }
    placed.sort(
        Comparator.comparing(Finding::severity)
            .thenComparing(finding -> finding.position().line())
            .thenComparing(finding -> finding.position().column()));
    return List.copyOf(placed.subList(0, Math.min(placed.size(), LIMIT)));
  }
}
