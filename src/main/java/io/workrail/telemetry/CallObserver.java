package io.workrail.telemetry;

import java.util.Set;

/**
 * Hears of every call once, in the thread that served it: must be quick, thread-safe and never
 * throw.
 */
@FunctionalInterface
public interface CallObserver {
  /** A call has ended. */
  void observed(ObservedCall call);

  /**
   * Hears once, before the first call, of every name that a call can have.
   *
   * @param methods of the protocol, {@link ObservedCall#OTHER} among them
   * @param tools so, too
   */
  default void expect(Set<String> methods, Set<String> tools) {
    // Most observers take names as they come.
  }

  /** Tells another observer, too. */
  default CallObserver and(CallObserver next) {
    CallObserver first = this;
    return new CallObserver() {
      @Override
      public void observed(ObservedCall call) {
        first.observed(call);
        next.observed(call);
      }

      @Override
      public void expect(Set<String> methods, Set<String> tools) {
        first.expect(methods, tools);
        next.expect(methods, tools);
      }
    };
  }

  /** Hears and forgets. */
  static CallObserver none() {
    return call -> {};
  }
}
