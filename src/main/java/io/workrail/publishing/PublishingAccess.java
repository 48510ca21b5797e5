package io.workrail.publishing;

import io.workrail.audit.AuditConfiguration;
import io.workrail.configuration.CommandFailedException;
import io.workrail.storage.Database;
import io.workrail.storage.DatabaseConfiguration;
import io.workrail.workflow.catalog.CatalogConfiguration;
import io.workrail.workflow.catalog.OpenCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** What a command needs of the configuration to work on the documents of a server. */
public record PublishingAccess(
    CatalogConfiguration workflows,
    DatabaseConfiguration database,
    AuditConfiguration audit,
    Path dataDirectory) {

  /**
   * The documents, whether or not a server runs.
   *
   * @throws CommandFailedException when the storage cannot be used
   */
  public OpenPublishing open(Clock clock) {
    return open(clock, () -> database.openExisting(dataDirectory, clock));
  }

  /**
   * As {@link #open(Clock)}, also before the first start of the server: makes a database when there
   * is none.
   */
  public OpenPublishing openOrCreate(Clock clock) {
    return open(clock, () -> database.open(dataDirectory, clock));
  }

  private OpenPublishing open(Clock clock, Supplier<Database> opening) {
    Optional<Database> open =
        workflows.usesDatabase() ? Optional.of(opening.get()) : Optional.empty();
    try {
      OpenCatalog catalog =
          workflows.open(new WorkflowValidator(), dataDirectory, open::orElseThrow, clock);
      catalog.catalog().reload();
      return new OpenPublishing(catalog, () -> audit.forCommand(dataDirectory, clock), open);
    } catch (IOException e) {
      open.ifPresent(Database::stop);
      throw new CommandFailedException(
          "a workflow folder below %s cannot be made; check its owner".formatted(dataDirectory));
    }
  }
}
