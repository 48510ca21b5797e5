package io.workrail.backup.restore;

import io.workrail.audit.AuditLog;
import io.workrail.health.Readiness;
import io.workrail.storage.ReplaceableData;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What is restored: a server's data, with the server running or without one.
 *
 * @param data asked for at each restore, because it ends one that was interrupted
 * @param door turns readiness off for as long as data are exchanged
 * @param audit notes who did it
 */
public record RestoreSite(
    Path dataDirectory,
    Supplier<ReplaceableData> data,
    WorkflowTarget workflows,
    Supplier<Readiness.Obstacle> door,
    AuditLog audit,
    Clock clock) {
  /** The door of a server. */
  public static Supplier<Readiness.Obstacle> doorOf(Readiness readiness) {
    return () -> readiness.block("A backup is being restored; wait for it.");
  }

  /** Without a server nobody has to be kept away. */
  public static Supplier<Readiness.Obstacle> noDoor() {
    return () -> () -> {};
  }
}
