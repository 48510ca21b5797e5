package io.workrail.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the steps of a walk on one line; equal rounds of a loop as one with a count. */
final class PathText {
  private PathText() {}

  static String of(List<Visit> visits) {
    List<String> parts = new ArrayList<>();
    int i = 0;
    while (i < visits.size()) {
      Optional<String> loop = visits.get(i).round().map(Round::loopId);
      int end = i + 1;
      while (loop.isPresent()
          && end < visits.size()
          && visits.get(end).round().map(Round::loopId).equals(loop)) {
        end++;
      }
      parts.add(loop.isPresent() ? rounds(visits.subList(i, end)) : visits.get(i).stepId());
      i = end;
    }
    return String.join(", ", parts);
  }

  private static String rounds(List<Visit> visits) {
    List<String> rounds = new ArrayList<>(splitByRound(visits));
    List<String> parts = new ArrayList<>();
    int i = 0;
    while (i < rounds.size()) {
      int end = i + 1;
      while (end < rounds.size() && rounds.get(end).equals(rounds.get(i))) {
        end++;
      }
      int times = end - i;
      parts.add("(" + rounds.get(i) + ")" + (times > 1 ? " ×" + times : ""));
      i = end;
    }
    return String.join(", ", parts);
  }

  private static List<String> splitByRound(List<Visit> visits) {
    return List.copyOf(
        visits.stream()
            .collect(
                Collectors.groupingBy(
                    visit -> visit.round().orElseThrow().number(),
                    TreeMap::new,
                    Collectors.mapping(Visit::stepId, Collectors.joining(", "))))
            .values());
  }
}
