package io.workrail.session;

import java.util.Optional;

/** Whose sessions somebody sees. To anybody else they do not exist. */
public sealed interface SessionScope {
  /** Whether a session is in it. */
  boolean contains(Session session);

  /** Every session: those who run the server. */
  record Everyone() implements SessionScope {
    @Override
    public boolean contains(Session session) {
      return true;
    }
  }

  /** The sessions that a subject started, and those of its team. */
  record Shared(String subject, Optional<String> team) implements SessionScope {
    @Override
    public boolean contains(Session session) {
      return session.owner().equals(subject) || (team.isPresent() && session.team().equals(team));
    }
  }
}
