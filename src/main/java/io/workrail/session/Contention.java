package io.workrail.session;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Optimistic locking: a decision that came too late is made again on what is true by then. Every
 * failed round means that another call succeeded, so the bound is reached only by a session that is
 * hammered on.
 */
final class Contention {
  private static final int MAX_ROUNDS = 1000;

  private Contention() {}

  static <T> T resolve(Supplier<Optional<T>> decision) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Optional<T> result = decision.get();
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new IllegalStateException("the session changes faster than it can be read");
  }
}
