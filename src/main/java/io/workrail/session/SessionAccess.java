package io.workrail.session;

import io.workrail.audit.AuditConfiguration;
import io.workrail.storage.DatabaseConfiguration;
import java.nio.file.Path;
import java.time.Clock;

/** What a command needs of the configuration to work on the sessions of a server. */
public record SessionAccess(
    SessionsConfiguration sessions,
    DatabaseConfiguration database,
    AuditConfiguration audit,
    Path dataDirectory) {

  /**
   * The sessions, whether or not a server runs.
   *
   * @throws io.workrail.configuration.CommandFailedException when the database cannot be used
   */
  public OpenSessions open(Clock clock) {
    return new OpenSessions(this, database.openExisting(dataDirectory, clock), clock);
  }
}
