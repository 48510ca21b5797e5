package io.workrail.backup;

import io.workrail.backup.restore.Restore;
import io.workrail.backup.restore.RestoreSite;
import io.workrail.storage.Database;
import io.workrail.storage.DatabaseConfiguration;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/**
 * What a command needs of the configuration to work on backups.
 *
 * @param saved what a backup of a database saves
 * @param site what is restored without a server
 */
public record BackupAccess(
    BackupConfiguration backup,
    DatabaseConfiguration database,
    Path dataDirectory,
    Function<Database, BackupSource> saved,
    Function<Clock, RestoreSite> site) {

  /** The archives, whether or not a server runs. */
  public Backups open(Clock clock) {
    return backup.open(dataDirectory, clock);
  }

  /** Restores; a server must not use the data, unless they are in PostgreSQL. */
  public Restores restores(Clock clock) {
    return new Restores(backup.folder(), new Restore(site.apply(clock)));
  }

  /** The data to be saved, which the caller closes; a server may work on it meanwhile. */
  public OpenSource openSource(Clock clock) {
    Database open = database.openExisting(dataDirectory, clock);
    return new OpenSource(saved.apply(open), open);
  }

  /** The data of a server for as long as a command needs it. */
  public record OpenSource(BackupSource source, Database database) implements AutoCloseable {
    @Override
    public void close() {
      database.stop();
    }
  }
}
