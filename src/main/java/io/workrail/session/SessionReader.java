package io.workrail.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.NextStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What people and programs may see of sessions. The methods write nothing; they throw {@link
 * SessionException} for a session outside of the scope, as for one that does not exist, and {@code
 * StorageUnavailableException}. Thread-safe.
 */
public final class SessionReader {
  /** Bytes of payloads after which a page of events ends, although more were asked for. */
  static final int PAGE_BYTES = 1024 * 1024;

  /** Events in memory at once: one may hold more than half a megabyte. */
  private static final int CHUNK = 10;

  private final SessionStore store;
  private final SessionLookup lookup;
  private final PinnedWorkflows workflows;

  /** A reader of the sessions in a store. */
  public SessionReader(SessionStore store) {
    this.store = store;
    this.lookup = new SessionLookup(store);
    this.workflows = new PinnedWorkflows(store);
  }

  /** A page: {@code items}, and {@code nextCursor} unless it is the last one. */
  public ObjectNode list(SessionQuery query) {
    SessionPage page = lookup.page(query);
    ObjectNode reply = Replies.object();
    ArrayNode items = reply.putArray("items");
    page.items().forEach(session -> items.add(SessionViews.session(session)));
    page.nextCursor().ifPresent(cursor -> reply.put("nextCursor", cursor));
    return reply;
  }

  /** The session itself. */
  public Session require(String id, SessionScope scope) {
    return lookup.byId(id, scope);
  }

  /** A session with the step that is pending and the work that waits for an approver. */
  public ObjectNode show(String id, SessionScope scope) {
    Session session = require(id, scope);
    ObjectNode view = SessionViews.session(session);
    pending(session)
        .ifPresent(
            pending ->
                view.set(
                    "pendingStep",
                    Replies.step(Progress.stepOf(pending)).put("title", pending.step().title())));
    findOpenSubmission(session)
        .ifPresent(open -> view.set("pendingSubmission", SessionViews.submission(open)));
    return view;
  }

  /**
   * A page of events in the order of {@code seq}: {@code items}, and {@code nextAfter} when there
   * are more. A page ends early when it grows large.
   *
   * @param after the seq after which it begins
   */
  public ObjectNode events(String id, SessionScope scope, long after, int limit) {
    Session session = require(id, scope);
    ObjectNode reply = Replies.object();
    ArrayNode items = reply.putArray("items");
    long last = after;
    int bytes = 0;
    boolean more = true;
    while (more && items.size() < limit && bytes < PAGE_BYTES) {
      int wanted = Math.min(CHUNK, limit - items.size());
      List<SessionEvent> chunk = store.listEvents(session.id(), last, wanted);
      for (SessionEvent event : chunk) {
        items.add(SessionViews.event(event));
        bytes += StepInput.sizeOf(event.payload());
        last = event.seq();
      }
      more = chunk.size() == wanted;
    }
    if (more && last < session.revision()) {
      reply.put("nextAfter", last);
    }
    return reply;
  }

  /** Passes on every event up to the revision of this row, in order, few in memory at a time. */
  public void forEachEvent(Session session, Consumer<SessionEvent> action) {
    long last = 0;
    while (last < session.revision()) {
      List<SessionEvent> chunk = store.listEvents(session.id(), last, CHUNK);
      for (SessionEvent event : chunk) {
        if (event.seq() <= session.revision()) {
          action.accept(event);
        }
      }
      last = chunk.isEmpty() ? session.revision() : chunk.get(chunk.size() - 1).seq();
    }
  }

  /** An event as programs see it. */
  public ObjectNode view(SessionEvent event) {
    return SessionViews.event(event);
  }

  /** A session as programs see it. */
  public ObjectNode view(Session session) {
    return SessionViews.session(session);
  }

  /** The document that a session runs on, as JSON text. */
  public String requireDocument(Session session) {
    return store
        .findDocument(session.workflowHash())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the pinned document is missing: " + session.workflowHash()));
  }

  /** The name of the workflow for people. */
  public String workflowName(Session session) {
    return workflows.of(session).name();
  }

  /** The title of the pending step. */
  public Optional<String> pendingTitle(Session session) {
    return pending(session).map(pending -> pending.step().title());
  }

  /** The work that waits for an approver. */
  public Optional<Submission> findOpenSubmission(Session session) {
    return session.status() == SessionStatus.AWAITING_CONFIRMATION
        ? store.findOpenSubmission(session.id())
        : Optional.empty();
  }

  private Optional<NextStep.Pending> pending(Session session) {
    return session.status().isEnded()
        ? Optional.empty()
        : Progress.of(workflows.of(session), session.state()).pending();
  }
}
