package io.workrail.publishing;

import io.workrail.audit.AuditLog;
import io.workrail.storage.Database;
import io.workrail.workflow.catalog.CatalogSnapshot;
import io.workrail.workflow.catalog.OpenCatalog;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The documents of a server, for a command on the same machine: the storage is used directly, which
 * is safe beside a running server; the server notices by itself.
 */
public final class OpenPublishing implements AutoCloseable {
  private final OpenCatalog catalog;
  private final Supplier<AuditLog> audit;
  private final Optional<Database> database;

  /**
   * The documents.
   *
   * @param audit asked for only by who changes something
   * @param database closed at the end
   */
  OpenPublishing(OpenCatalog catalog, Supplier<AuditLog> audit, Optional<Database> database) {
    this.catalog = catalog;
    this.audit = audit;
    this.database = database;
  }

  /** What a server with this configuration serves. */
  public CatalogSnapshot snapshot() {
    return catalog.catalog().snapshot();
  }

  /** Where documents are published to, for people. */
  public String place() {
    return catalog.store().place();
  }

  /** Changes documents, noted in the audit log. */
  public WorkflowPublishing publishing() {
    return new WorkflowPublishing(catalog, audit.get());
  }

  @Override
  public void close() {
    database.ifPresent(Database::stop);
  }
}
