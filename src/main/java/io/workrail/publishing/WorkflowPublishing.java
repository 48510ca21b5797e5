package io.workrail.publishing;

import io.workrail.audit.AuditLog;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.NearestName;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.CatalogEntry;
import io.workrail.workflow.catalog.DocumentRules;
import io.workrail.workflow.catalog.OpenCatalog;
import io.workrail.workflow.catalog.Origin;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.catalog.WorkflowStore;
import io.workrail.workflow.catalog.WorkflowStore.NewWorkflow;
import io.workrail.workflow.catalog.WorkflowStore.StoredWorkflow;
import io.workrail.workflow.catalog.WorkflowStoreException;
import io.workrail.workflow.validation.ValidationReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Publishes and removes documents. When a call returns, the change is on the disk, noted in the
 * audit log, and served by this process. Sessions are not touched: each keeps the version that it
 * started with. Every method may throw {@link PublishingException}, and {@link
 * io.workrail.storage.StorageUnavailableException} when the documents are in a database that does
 * not answer. Thread-safe.
 */
public final class WorkflowPublishing {
  /** Others may change the same document between the look at it and the change. */
  private static final int ATTEMPTS = 5;

  private final WorkflowCatalog catalog;
  private final WorkflowStore store;
  private final DocumentRules rules;
  private final PublishingNotes notes;

  /** Publishes into the store of a catalogue. */
  public WorkflowPublishing(OpenCatalog open, AuditLog audit) {
    this.catalog = open.catalog();
    this.store = open.store();
    this.rules = open.rules();
    this.notes = new PublishingNotes(audit, open.store().place());
  }

  /** What is there for an id; the version that counts is the stored one, else the served one. */
  private record Found(
      Optional<StoredWorkflow> stored,
      Optional<ContentHash> storedHash,
      Optional<CatalogEntry> served) {
    Optional<ContentHash> current() {
      return storedHash.or(() -> served.map(CatalogEntry::hash));
    }
  }

  /** Checks a document with the rules by which it would be served. */
  public Draft check(byte[] utf8) {
    ValidationReport report = rules.check(utf8);
    WorkflowDocument document =
        report
            .document()
            .orElseThrow(() -> PublishingException.refused(codeOf(utf8), report.findings()));
    return new Draft(document, new String(utf8, StandardCharsets.UTF_8), report.findings());
  }

  /** As {@link #check(byte[])}, for a document that must have this id. */
  public Draft check(byte[] utf8, WorkflowId id) {
    Draft draft = check(utf8);
    if (!draft.id().equals(id)) {
      throw PublishingException.idMismatch(id, draft.id());
    }
    return draft;
  }

  /**
   * Publishes a document.
   *
   * @param actor who does it, for the audit log
   */
  public Publication publish(Draft draft, Precondition precondition, String actor) {
    try {
      return tryToPublish(draft, precondition, actor);
    } catch (WorkflowStoreException e) {
      throw PublishingException.of(e);
    }
  }

  /**
   * Removes a published document; one of lower precedence with the same id shows again.
   *
   * @param actor who does it, for the audit log
   */
  public Removal remove(String id, Precondition precondition, String actor) {
    try {
      return tryToRemove(id, precondition, actor);
    } catch (WorkflowStoreException e) {
      throw PublishingException.of(e);
    }
  }

  private Publication tryToPublish(Draft draft, Precondition precondition, String actor) {
    ContentHash hash = draft.document().hash();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Found found = find(draft.id());
      Optional<ContentHash> current = found.current();
      if (precondition.allowsRepetition() && found.storedHash().equals(Optional.of(hash))) {
        return new Publication(draft, Publication.Result.UNCHANGED, current);
      }
      precondition.check(draft.id(), current);
      PublishingNotes.Change change = PublishingNotes.Change.publishing(draft, current, actor);
      notes.before(change);
      NewWorkflow document = new NewWorkflow(draft.id(), draft.text(), actor);
      if (store.put(document, found.stored().map(StoredWorkflow::version))) {
        notes.after(change);
        catalog.reload();
        return new Publication(
            draft,
            current.isPresent() ? Publication.Result.REPLACED : Publication.Result.CREATED,
            current);
      }
    }
    throw PublishingException.contended(draft.id());
  }

  private Removal tryToRemove(String name, Precondition precondition, String actor) {
    if (!WorkflowId.isValid(name)) {
      throw unknown(name);
    }
    WorkflowId id = new WorkflowId(name);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Found found = find(id);
      if (found.stored().isEmpty()) {
        Origin origin = found.served().map(CatalogEntry::origin).orElseThrow(() -> unknown(name));
        throw PublishingException.notRemovable(id, origin);
      }
      precondition.check(id, found.current());
      PublishingNotes.Change change = PublishingNotes.Change.removing(id, found.current(), actor);
      notes.before(change);
      if (store.remove(id, found.stored().get().version())) {
        notes.after(change);
        return new Removal(id, Optional.ofNullable(catalog.reload().documents().get(id)));
      }
    }
    throw PublishingException.contended(id);
  }

  /** As it is now, whatever this process has noticed by itself up to now. */
  private Found find(WorkflowId id) {
    Optional<CatalogEntry> served = Optional.ofNullable(catalog.reload().documents().get(id));
    Optional<StoredWorkflow> stored = store.find(id);
    Optional<ContentHash> storedHash =
        stored
            .map(found -> rules.check(found.text().getBytes(StandardCharsets.UTF_8)))
            .flatMap(ValidationReport::document)
            .filter(document -> document.id().equals(id))
            .map(WorkflowDocument::hash);
    // One that was removed in this moment is not served any more.
    boolean isGone =
        stored.isEmpty() && served.filter(entry -> entry.origin() == Origin.STORAGE).isPresent();
    return new Found(stored, storedHash, isGone ? Optional.empty() : served);
  }

  /** The refusal of an id that no workflow has. */
  public PublishingException unknown(String id) {
    List<String> ids =
        catalog.snapshot().documents().keySet().stream().map(WorkflowId::value).toList();
    return PublishingException.unknown(id, NearestName.of(id, ids));
  }

  private static PublishingException.Code codeOf(byte[] utf8) {
    try {
      StrictJson.parse(utf8);
      return PublishingException.Code.INVALID_DOCUMENT;
    } catch (MalformedJsonException e) {
      return PublishingException.Code.MALFORMED_DOCUMENT;
    }
  }
}
