package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.nio.file.Path;

/** What an operator does about a database that does not do its work. */
final class Mend {
  private Mend() {}

  /** For a database in this file. */
  static String ofFile(Reason reason, Path file) {
    return switch (reason) {
      case GONE ->
          "bring %s back, and see that the user of the server may read and write it and its folder"
              .formatted(file);
      case DISK_FULL ->
          "make room below %s: df -h; delete old logs and backups, or enlarge the disk"
              .formatted(file.getParent());
      case BUSY -> "another program holds it: fuser -v %s; end that program".formatted(file);
    };
  }

  /** For a database of a PostgreSQL server. */
  static String ofServer(Reason reason) {
    return switch (reason) {
      case GONE ->
          "see that PostgreSQL runs and takes connections, and that DATABASE_URL and its password"
              + " are right: psql";
      case DISK_FULL -> "make room on the machine of PostgreSQL: df -h";
      case BUSY ->
          "see what it is at: SELECT * FROM pg_stat_activity WHERE state <> 'idle'; end what holds"
              + " a lock for long";
    };
  }
}
