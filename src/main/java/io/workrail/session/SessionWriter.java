package io.workrail.session;

import java.util.Optional;

/** Makes units of work true, and tells the observer afterwards. Thread-safe. */
final class SessionWriter {
  private final SessionStore store;
  private final SessionObserver observer;

  SessionWriter(SessionStore store, SessionObserver observer) {
    this.store = store;
    this.observer = observer;
  }

  /** False when somebody was quicker; then nothing was written. */
  boolean commit(SessionChange change) {
    if (!store.commit(change)) {
      return false;
    }
    change.events().forEach(event -> observer.recorded(change.after(), event));
    return true;
  }

  /** What the same key made before; nothing when the session was made now. */
  Optional<NewSession.KnownStart> create(NewSession session) {
    Optional<NewSession.KnownStart> known = store.create(session);
    if (known.isEmpty()) {
      observer.recorded(session.session(), session.started());
    }
    return known;
  }
}
