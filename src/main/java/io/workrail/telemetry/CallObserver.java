package io.workrail.telemetry;

/**
 * Hears of every call once, in the thread that served it: must be quick, thread-safe and never
 * throw.
 */
@FunctionalInterface
public interface CallObserver {
  /** A call has ended. */
  void observed(ObservedCall call);

  /** Tells another observer, too. */
  default CallObserver and(CallObserver next) {
    return call -> {
      observed(call);
      next.observed(call);
    };
  }

  /** Hears and forgets. */
  static CallObserver none() {
    return call -> {};
  }
}
