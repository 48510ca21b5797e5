package io.workrail.session;

import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import java.util.Optional;

/**
 * Who asks, through what, under which request.
 *
 * @param client name and version of the program, as it says itself
 */
public record Requester(Caller caller, Optional<String> client, String requestId) {
  /** As events name them. */
  Actor actor() {
    return new Actor(caller.subject(), client, requestId);
  }

  /** What they work on: their own sessions, and those of their team. */
  public SessionScope shared() {
    return new SessionScope.Shared(caller.subject(), caller.team());
  }

  /** What they may read: those who run the server read all. */
  public SessionScope readable() {
    return caller.has(Role.OPERATOR) ? new SessionScope.Everyone() : shared();
  }
}
