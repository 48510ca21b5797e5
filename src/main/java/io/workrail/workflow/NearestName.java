package io.workrail.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The "did you mean" of every refusal. */
public final class NearestName {
  private static final int LONGEST_COMPARED = 128;

  private NearestName() {}

  /**
   * The candidate that is meant by a misspelt name: the one with the fewest edits, if these are at
   * most a third of the name and it is not longer than any name could be.
   */
  public static Optional<String> of(String name, Collection<String> candidates) {
    if (name.length() > LONGEST_COMPARED) {
      return Optional.empty();
    }
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(2, name.length() / 3));
    record Scored(String candidate, int edits) {}
    return candidates.stream()
        .map(candidate -> new Scored(candidate, distance.apply(name, candidate)))
        .filter(scored -> scored.edits() >= 0)
        .min(Comparator.comparingInt(Scored::edits).thenComparing(Scored::candidate))
        .map(Scored::candidate);
  }
}
