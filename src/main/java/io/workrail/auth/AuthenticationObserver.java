package io.workrail.auth;

/**
 * Hears of credentials that were refused, for counters. Called in the thread of the request: must
 * be quick, thread-safe and never throw.
 */
@FunctionalInterface
public interface AuthenticationObserver {
  /** A request had no good credential. */
  void failed(InvalidCredentialException.Reason reason);
}
