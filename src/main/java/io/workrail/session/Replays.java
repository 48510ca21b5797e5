package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.util.Optional;

/**
 * Answers tokens of positions that were left. The same input gets the recorded result again, as
 * long as the advance is on the living branch; anything else is stale, and is told why.
 */
final class Replays {
  private static final String RESTORED = "restored";

  private final SessionStore store;

  Replays(SessionStore store) {
    this.store = store;
  }

  SessionAnswer answer(SessionLookup.Located located, String digest) {
    Session session = located.session();
    Optional<UsedPosition> found = store.findPosition(session.id(), located.position());
    if (found.isEmpty()) {
      // Handed out by a state that a restore has undone.
      throw SessionException.stale(RESTORED, Actor.SERVER, session.updatedAt(), session);
    }
    UsedPosition used = found.get();
    if (used.superseded().isPresent()) {
      UsedPosition.Superseded by = used.superseded().get();
      throw SessionException.stale(
          UsedPosition.Cause.REWOUND.label(), by.actor(), by.at(), session);
    }
    if (used.result().isPresent() && used.digest().filter(digest::equals).isPresent()) {
      return new SessionAnswer.Reply(Replies.replayed(read(used.result().get())));
    }
    throw SessionException.stale(used.cause().label(), used.actor(), used.at(), session);
  }

  private static ObjectNode read(String result) {
    try {
      return (ObjectNode) StrictJson.parse(result);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a recorded result is damaged", e);
    }
  }
}
