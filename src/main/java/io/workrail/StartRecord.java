package io.workrail;

import io.dropwizard.core.setup.Environment;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.configuration.RedactedConfiguration;
import io.workrail.mcp.ServerInfo;

/**
 * What the audit log keeps of a start: the release and the settings in force, without secrets.
 * Written when the server answers: a start that fails was none.
 */
final class StartRecord {
  private StartRecord() {}

  static void install(
      AuditLog audit, WorkRailConfiguration configuration, Environment environment) {
    AuditEvent started =
        AuditEvent.of("server.started")
            .with("version", ServerInfo.version())
            .with(
                "configuration",
                RedactedConfiguration.of(environment.getObjectMapper(), configuration));
    environment.lifecycle().addServerLifecycleListener(server -> audit.record(started));
  }
}
