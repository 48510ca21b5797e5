package io.workrail.benchmark;

/** One measurement. Starts what it needs and stops it again. */
public interface Scenario {
  /** As the command line names it. */
  String name();

  /** What it measures, in one line. */
  String purpose();

  /** Whether it belongs to a run of everything. */
  default boolean isShort() {
    return true;
  }

  /** Measures. */
  Report run(Settings settings) throws Exception;
}
