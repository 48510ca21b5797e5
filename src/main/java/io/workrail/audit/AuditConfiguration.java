package io.workrail.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.DataSize;
import io.dropwizard.validation.MinDataSize;
import io.workrail.configuration.CommandFailedException;
import jakarta.servlet.DispatcherType;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;

/** The key {@code audit} of the configuration. */
public final class AuditConfiguration {
  private static final int QUEUE = 10_000;
  private static final String NAME = "audit";

  @NotNull
  @MinDataSize(4096)
  @JsonProperty
  private DataSize maxFileSize = DataSize.mebibytes(10);

  /**
   * The log of a server: opened now, written while the server runs. Every reply that refuses is
   * noted; call this before the filters that refuse are added.
   *
   * @throws CommandFailedException when it cannot be written
   */
  public AuditLog build(Path dataDirectory, Clock clock, Environment environment) {
    AuditAppender appender = open(dataDirectory, clock);
    QueuedAuditLog log = new QueuedAuditLog(appender, clock, QUEUE);
    RepeatedRefusals refusals =
        new RepeatedRefusals(
            log,
            clock,
            environment.lifecycle().scheduledExecutorService("audit-refusals", true).build());
    environment.lifecycle().manage(log);
    environment.lifecycle().manage(refusals);
    EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
    environment
        .servlets()
        .addFilter(NAME, new AuditFilter(refusals))
        .addMappingForUrlPatterns(requests, true, "/*");
    environment
        .admin()
        .addFilter(NAME, new AuditFilter(refusals))
        .addMappingForUrlPatterns(requests, true, "/*");
    return new ServerAuditLog(log, refusals);
  }

  /**
   * The log of a command: each event is on the disk when the call returns. The server may run.
   *
   * @throws CommandFailedException when it cannot be written
   */
  public AuditLog forCommand(Path dataDirectory, Clock clock) {
    return new DirectAuditLog(open(dataDirectory, clock), clock);
  }

  static AuditFolder folder(Path dataDirectory) {
    return new AuditFolder(dataDirectory.resolve(NAME));
  }

  private AuditAppender open(Path dataDirectory, Clock clock) {
    AuditFolder folder = folder(dataDirectory);
    AuditAppender appender = new AuditAppender(folder, maxFileSize.toBytes(), clock);
    try {
      appender.open();
      return appender;
    } catch (IOException e) {
      throw new CommandFailedException(
          "the audit log in %s cannot be written; check the owner of the folder and the free space"
              .formatted(folder.path()));
    }
  }
}
