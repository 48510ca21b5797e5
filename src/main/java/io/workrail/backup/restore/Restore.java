package io.workrail.backup.restore;

import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditUnavailableException;
import io.workrail.auth.RevocationCarryOver;
import io.workrail.backup.archive.ArchiveFault;
import io.workrail.backup.archive.ArchiveReader;
import io.workrail.backup.archive.Manifest;
import io.workrail.backup.archive.Verification;
import io.workrail.backup.restore.RestoreException.Code;
import io.workrail.configuration.CommandFailedException;
import io.workrail.health.Readiness;
import io.workrail.storage.DataInUseException;
import io.workrail.storage.Database;
import io.workrail.storage.NotPermittedException;
import io.workrail.storage.Rebuilding;
import io.workrail.storage.ReplaceableData;
import io.workrail.storage.Replaced;
import io.workrail.storage.StorageUnavailableException;
import io.workrail.storage.Together;
import io.workrail.storage.UndecidedException;
import io.workrail.storage.swap.Exchange;
import io.workrail.storage.swap.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a backup: the operation of a server and the command are two doors to this class. One at
 * a time is the caller's care. What is served changes in one step at the end; until then, and
 * whenever anything fails, it is the data of before.
 */
public final class Restore {
  private static final Logger LOG = LoggerFactory.getLogger(Restore.class);
  private static final int MOST_FAULTS = 10;

  private final RestoreSite site;
  private final Progress progress;

  /** A restore at this place. */
  public Restore(RestoreSite site) {
    this(site, step -> LOG.info("Restore: {}", step));
  }

  /** As above, with somebody who hears of each step. */
  Restore(RestoreSite site, Progress progress) {
    this.site = site;
    this.progress = progress;
  }

  /**
   * Restores an archive.
   *
   * @param actor who wants it, for the audit log
   * @throws RestoreException when it is not done; the data of before serve
   */
  public Restored run(Path archive, String actor) {
    try {
      ReplaceableData data = site.data().get();
      ArchiveReader reader = new ArchiveReader(data.schemaVersion());
      Verification verified = verified(reader, archive);
      progress.reached("archive verified");
      try (Places places = Places.open(site.dataDirectory(), site.clock().instant())) {
        site.workflows().requireReplaceable(places.dataDirectory());
        return run(new Work(reader, archive, verified, places, actor), data);
      }
    } catch (DataInUseException e) {
      throw new RestoreException(Code.CONFLICT, sentence(e) + online(e, archive), e);
    } catch (CommandFailedException e) {
      throw new RestoreException(Code.FAILED, sentence(e), e);
    } catch (UndecidedException e) {
      LOG.error("The restore of {} is not decided", archive, e);
      throw new RestoreException(Code.FAILED, String.valueOf(e.getMessage()) + ".", e);
    } catch (NotPermittedException e) {
      throw new RestoreException(Code.PLACE, sentence(e), e);
    } catch (StorageUnavailableException | AuditUnavailableException | IOException e) {
      LOG.error("The restore of {} failed", archive, e);
      throw new RestoreException(
          Code.FAILED, "The restore failed, the data of before serve: " + reason(e), e);
    }
  }

  private record Work(
      ArchiveReader reader, Path archive, Verification verified, Places places, String actor) {
    Manifest manifest() {
      return verified.manifest().orElseThrow();
    }

    String name() {
      return String.valueOf(archive.getFileName());
    }

    AuditEvent event(String type) {
      return AuditEvent.of(type)
          .by(actor)
          .with("archive", name())
          .with("sha256", verified.sha256())
          .with("backupOf", manifest().createdAt());
    }
  }

  private Restored run(Work work, ReplaceableData data) throws IOException {
    Path scratch =
        data.file().isPresent()
            ? work.places().scratchFor(data.file().get())
            : work.places().scratch();
    FreeSpace.require(scratch, work.manifest());
    try (Rebuilding rebuilding = data.rebuild(scratch)) {
      Path folder = Files.createDirectory(work.places().scratch().resolve("unpacked"));
      Unpacked unpacked = Unpacked.of(work.reader(), work.archive(), work.verified(), folder);
      progress.reached("archive unpacked");
      NewDatabase database = new NewDatabase(rebuilding, work.manifest(), unpacked);
      database.fill();
      progress.reached("database filled");
      List<String> notes = new ArrayList<>();
      Database built = database.open();
      RestoredDocuments documents =
          new RestoredDocuments(unpacked, work.name(), built, site.clock(), notes);
      List<Exchange> exchanges;
      try {
        database.check(built, notes);
        exchanges = documents.prepare(site.workflows(), work.places());
      } finally {
        built.stop();
      }
      progress.reached("database checked");
      Replaced replaced = replace(work, rebuilding, data, exchanges);
      return new RestoreAnswer(work.name(), work.manifest(), notes)
          .of(replaced, documents.count(), exchanges);
    }
  }

  private Replaced replace(
      Work work, Rebuilding rebuilding, ReplaceableData data, List<Exchange> exchanges)
      throws IOException {
    // Noted before it is done: a restore that cannot be noted is not made.
    site.audit().recordDurably(work.event("restore.started"));
    Path kept =
        data.file().isPresent() ? work.places().keptFor(data.file().get()) : work.places().kept();
    try (Readiness.Obstacle closed = site.door().get()) {
      assert closed != null;
      Replaced replaced =
          rebuilding.replace(
              new Together(site.dataDirectory(), kept, exchanges),
              new RevocationCarryOver(),
              progress);
      site.audit().record(work.event("restore.finished").with("kept", kept.toString()));
      LOG.info("Restored {} of {}", work.name(), work.manifest().createdAt());
      return replaced;
    } catch (IOException | RuntimeException e) {
      site.audit().record(work.event("restore.failed").with("reason", reason(e)));
      throw e;
    }
  }

  private static Verification verified(ArchiveReader reader, Path archive) {
    Verification verified = reader.verify(archive);
    if (!verified.isWhole()) {
      String faults =
          verified.faults().stream()
              .limit(MOST_FAULTS)
              .map(ArchiveFault::message)
              .collect(Collectors.joining("; "));
      throw new RestoreException(
          Code.ARCHIVE,
          "%s cannot be restored: %s. Nothing was changed; take another archive."
              .formatted(archive.getFileName(), faults));
    }
    return verified;
  }

  private static String sentence(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.substring(0, 1).toUpperCase(Locale.ROOT)
        + message.substring(1)
        + ". Nothing was changed.";
  }

  private static String online(DataInUseException failure, Path archive) {
    return failure.by() == DataInUseException.By.SERVER
        ? (" Restore while it runs, with a token of an operator and an archive of BACKUP_DIR: curl"
                + " -X POST -H \"Authorization: Bearer $OPERATOR_TOKEN\""
                + " \"http://127.0.0.1:3001/tasks/restore?archive=%s\" (ADMIN_PORT), or stop it"
                + " first.")
            .formatted(archive.getFileName())
        : "";
  }

  private static String reason(Exception failure) {
    return failure instanceof StorageUnavailableException storage
        ? storage.reason().sentence() + "."
        : String.valueOf(failure.getMessage());
  }
}
