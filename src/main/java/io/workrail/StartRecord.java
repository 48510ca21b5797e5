package io.workrail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.configuration.RedactedConfiguration;
import io.workrail.mcp.ServerInfo;

/** What the audit log keeps of a start: the release and the settings in force, without secrets. */
final class StartRecord {
  private StartRecord() {}

  static void write(AuditLog audit, WorkRailConfiguration configuration, ObjectMapper mapper) {
    audit.record(
        AuditEvent.of("server.started")
            .with("version", ServerInfo.version())
            .with("configuration", RedactedConfiguration.of(mapper, configuration)));
  }
}
