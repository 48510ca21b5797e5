package io.workrail.session.notify;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.session.EventType;
import io.workrail.session.SessionEvent;
import io.workrail.session.SessionStore;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What has to be looked up before a message can be written; done off the way of any reply. */
final class NoticeDetails {
  private static final Set<EventType> SETBACKS = EnumSet.of(EventType.BLOCKED, EventType.REJECTED);

  private final SessionStore store;
  private final int stuckAfter;

  /**
   * Details from a store.
   *
   * @param stuckAfter setbacks at one step that make a session stuck
   */
  NoticeDetails(SessionStore store, int stuckAfter) {
    this.store = store;
    this.stuckAfter = stuckAfter;
  }

  /** The message; nothing when there is no occasion after all. */
  Optional<byte[]> describe(Notice notice) {
    if (notice.occasion() == Occasion.STUCK && !isStuck(notice)) {
      return Optional.empty();
    }
    Optional<JsonNode> payload =
        store.listEvents(notice.session(), notice.seq() - 1, 1).stream()
            .findFirst()
            .flatMap(NoticeDetails::payload);
    return Optional.of(notice.toJson(text(payload, "stepId"), text(payload, "submissionId")));
  }

  /** True for one of the setbacks at a step, so that it is told once. */
  private boolean isStuck(Notice notice) {
    long setbacks =
        store.countEvents(notice.session(), notice.positionSince(), notice.seq(), SETBACKS);
    return setbacks == stuckAfter;
  }

  private static Optional<JsonNode> payload(SessionEvent event) {
    try {
      return Optional.of(StrictJson.parse(event.payload()));
    } catch (MalformedJsonException e) {
      // The message is as useful without the details; the chain shows the damage.
      return Optional.empty();
    }
  }

  private static Optional<String> text(Optional<JsonNode> payload, String name) {
    return payload.flatMap(json -> Optional.ofNullable(json.path(name).textValue()));
  }
}
