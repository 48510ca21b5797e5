package io.workrail.benchmark;

import java.util.List;

/**
 * What a scenario found.
 *
 * @param table the numbers
 * @param verdicts the limits that were set, and whether they are kept
 */
public record Report(MarkdownTable table, List<Verdict> verdicts) {
  /**
   * A limit and what was measured.
   *
   * @param limit the limit in words
   */
  public record Verdict(String limit, String measured, boolean met) {
    @Override
    public String toString() {
      return "- %s: %s; measured: %s".formatted(met ? "met" : "**missed**", limit, measured);
    }
  }

  public Report {
    verdicts = List.copyOf(verdicts);
  }

  /** Whether every limit is kept. */
  public boolean isGood() {
    return verdicts.stream().allMatch(Verdict::met);
  }
}
