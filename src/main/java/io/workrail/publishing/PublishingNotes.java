package io.workrail.publishing;

import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.audit.AuditUnavailableException;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the audit log keeps of a change: the intention, on the disk before anything happens, and
 * that it has happened.
 */
final class PublishingNotes {
  private static final Logger LOG = LoggerFactory.getLogger(PublishingNotes.class);

  private final AuditLog audit;
  private final String place;

  /**
   * Notes about one store.
   *
   * @param place where the documents are
   */
  PublishingNotes(AuditLog audit, String place) {
    this.audit = audit;
    this.place = place;
  }

  /** A change of one document; the types of events say what is going to happen and has happened. */
  record Change(String intention, String success, AuditEvent details) {
    private static final String UNNAMED = "workflow.unnamed";

    static Change publishing(Draft draft, Optional<ContentHash> previous, String actor) {
      AuditEvent details =
          AuditEvent.of(UNNAMED)
              .by(actor)
              .with("workflow", draft.id().value())
              .with("version", draft.document().workflow().version())
              .with("contentHash", draft.document().hash().value());
      return new Change(
          "workflow.publishing", "workflow.published", withPrevious(details, previous));
    }

    static Change removing(WorkflowId id, Optional<ContentHash> previous, String actor) {
      AuditEvent details = AuditEvent.of(UNNAMED).by(actor).with("workflow", id.value());
      return new Change("workflow.removing", "workflow.removed", withPrevious(details, previous));
    }

    private static AuditEvent withPrevious(AuditEvent event, Optional<ContentHash> previous) {
      return previous.map(hash -> event.with("previousContentHash", hash.value())).orElse(event);
    }

    private AuditEvent as(String type, String place) {
      return new AuditEvent(type, details.with("storage", place).details());
    }
  }

  /**
   * What agents are told changes only when it is certain to be known later who changed it.
   *
   * @throws PublishingException when it cannot be noted
   */
  void before(Change change) {
    try {
      audit.recordDurably(change.as(change.intention(), place));
    } catch (AuditUnavailableException e) {
      LOG.error("The audit log cannot be written, so nothing is published", e);
      throw PublishingException.notNoted();
    }
  }

  /**
   * The change has happened, and who wanted it is noted: a failure here must not look like none.
   */
  void after(Change change) {
    try {
      audit.record(change.as(change.success(), place));
    } catch (AuditUnavailableException e) {
      LOG.error("A change of workflows is noted as intended only", e);
    }
  }
}
