package io.workrail.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What was done so far, for somebody who was not there. */
final class Recap {
  /** Bytes of notes that a recap holds; the newest entry is kept whole whatever its size. */
  static final int MAX_BYTES = 24 * 1024;

  private static final int PAGE = 20;

  private final SessionStore store;

  Recap(SessionStore store) {
    this.store = store;
  }

  /** Notes by step, the oldest first; when they are too many, the newest, and how many are not. */
  ObjectNode of(Session session) {
    Deque<ObjectNode> entries = new ArrayDeque<>();
    int bytes = addKept(session, entries);
    long steps = 0;
    long before = session.position();
    boolean full = false;
    while (!full) {
      List<SessionEvent> page = store.listLivingAdvances(session.id(), before, PAGE);
      for (SessionEvent event : page) {
        ObjectNode entry = entry(event);
        bytes += StepInput.sizeOf(entry.path("notes").asText());
        if (bytes > MAX_BYTES && !entries.isEmpty()) {
          full = true;
          break;
        }
        entries.addFirst(entry);
        steps += entry.has("stepId") ? 1 : 0;
        before = event.position();
      }
      full = full || page.size() < PAGE;
    }
    return render(session, entries, session.state().completedCount() - steps);
  }

  /** What was kept without advancing since the last step. */
  private int addKept(Session session, Deque<ObjectNode> entries) {
    int bytes = 0;
    for (SessionEvent event : store.listEvents(session.id(), session.positionSince(), PAGE)) {
      if (event.type() == EventType.CHECKPOINTED) {
        ObjectNode entry = entry(event).put("checkpoint", true);
        bytes += StepInput.sizeOf(entry.path("notes").asText());
        entries.addLast(entry);
      }
    }
    return bytes;
  }

  private static ObjectNode entry(SessionEvent event) {
    ObjectNode payload = LivingBranch.payload(event);
    ObjectNode entry = LivingBranch.stepOf(payload).map(Replies::step).orElseGet(Replies::object);
    return entry
        .put("notes", payload.path("notes").asText())
        .put("by", event.actor())
        .put("at", event.at().toString());
  }

  private static ObjectNode render(Session session, Deque<ObjectNode> entries, long omitted) {
    ObjectNode recap = Replies.object().put("goal", session.goal());
    ArrayNode notes = recap.putArray("notes");
    entries.forEach(notes::add);
    if (omitted > 0) {
      recap.put("omittedSteps", omitted);
      recap.put(
          "omitted",
          "The notes of %d earlier steps are left out, a recap holds %d bytes; all are in the report."
              .formatted(omitted, MAX_BYTES));
    }
    return recap;
  }
}
