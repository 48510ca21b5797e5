package io.workrail.session;

import java.util.Optional;

/** Finds sessions for those who may see them; to everybody else they do not exist. */
final class SessionLookup {
  private final SessionStore store;

  /**
   * A session and the position that a token of it names.
   *
   * @param position the current one, or an earlier one
   */
  record Located(Session session, long position) {
    boolean isCurrent() {
      return position == session.position();
    }
  }

  SessionLookup(SessionStore store) {
    this.store = store;
  }

  /**
   * The session that handed a token out.
   *
   * @throws SessionException when none did, or none that the requester may see
   */
  Located byToken(String text, Requester who) {
    Optional<ContinueToken> token = ContinueToken.read(text);
    Optional<Session> session = token.flatMap(named -> store.find(named.sessionId()));
    if (session.isEmpty()
        || !token.orElseThrow().isSealedBy(session.get().tokenKey())
        || !who.shared().contains(session.get())) {
      throw SessionException.unknown("continueToken");
    }
    return new Located(session.get(), token.get().position());
  }

  /**
   * The session with this id, if it is in the scope.
   *
   * @throws SessionException when it is not
   */
  Session byId(String id, SessionScope scope) {
    Optional<Session> session =
        SessionId.isValid(id) ? store.find(new SessionId(id)) : Optional.empty();
    return session.filter(scope::contains).orElseThrow(() -> SessionException.unknown("sessionId"));
  }

  /**
   * A page of sessions.
   *
   * @throws SessionException when the cursor is none of ours
   */
  SessionPage page(SessionQuery query) {
    try {
      return store.list(query);
    } catch (IllegalArgumentException e) {
      throw SessionException.invalid(
          "The cursor is not known; use a nextCursor as it was given, or leave it out for the first"
              + " page.");
    }
  }

  /**
   * Holds work to those who hold the session.
   *
   * @throws SessionException when the session is ended or held by somebody else
   */
  static void requireWorkable(Session session, Requester who) {
    if (session.status().isEnded()) {
      throw SessionException.ended(session);
    }
    if (!session.holder().equals(who.caller().subject())) {
      throw SessionException.notHolder(session);
    }
  }
}
