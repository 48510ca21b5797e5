package io.workrail;

import io.dropwizard.core.setup.Environment;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.configuration.RedactedConfiguration;
import io.workrail.http.ListenAddress;
import io.workrail.mcp.ServerInfo;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What is kept of a start, without secrets: in the audit log the release and the settings in force,
 * in the log a line that says what serves where. Written when the server answers: a start that
 * fails was none.
 */
final class StartRecord {
  private static final Logger LOG = LoggerFactory.getLogger(StartRecord.class);

  private StartRecord() {}

  static void install(
      AuditLog audit,
      WorkRailConfiguration configuration,
      WorkflowCatalog catalog,
      Environment environment) {
    AuditEvent started =
        AuditEvent.of("server.started")
            .with("version", ServerInfo.version())
            .with(
                "configuration",
                RedactedConfiguration.of(environment.getObjectMapper(), configuration));
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> {
              audit.record(started);
              tell(configuration, catalog);
            });
  }

  private static void tell(WorkRailConfiguration configuration, WorkflowCatalog catalog) {
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("version", ServerInfo.version())
            .addKeyValue("environment", configuration.mode().name().toLowerCase(Locale.ROOT));
    for (Map.Entry<String, String> address : addresses(configuration).entrySet()) {
      line = line.addKeyValue(address.getKey(), address.getValue());
    }
    line.addKeyValue("publicUrl", configuration.publicAddress().uri())
        .addKeyValue("database", configuration.database().describe(configuration.dataDirectory()))
        .addKeyValue(
            "workflowStorage", configuration.workflows().usesDatabase() ? "database" : "file")
        .addKeyValue("workflows", catalog.snapshot().documents().size())
        .log("The server has started");
  }

  /** By what they are for. */
  private static Map<String, String> addresses(WorkRailConfiguration configuration) {
    return configuration
        .server()
        .connectorSettings()
        .addresses(configuration.mode().bindHost())
        .stream()
        .collect(
            Collectors.groupingBy(
                ListenAddress::purpose,
                TreeMap::new,
                Collectors.mapping(ListenAddress::toString, Collectors.joining(", "))));
  }
}
