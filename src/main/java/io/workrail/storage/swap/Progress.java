package io.workrail.storage.swap;

import java.io.IOException;

/** Hears of each step, when it is on the disk. */
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress UNHEARD = step -> {};

  /**
   * A step is done.
   *
   * @throws IOException to end it here: what was done is undone
   */
  void reached(String step) throws IOException;
}
