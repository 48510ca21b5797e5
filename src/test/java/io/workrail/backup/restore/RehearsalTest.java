package io.workrail.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.backup.archive.ArchiveReader;
import io.workrail.storage.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deep look into an archive, which leaves nothing behind. */
class RehearsalTest {
  @TempDir Path folder;

  @Test
  void aGoodArchiveHasNoFaultAndLeavesNothing() throws Exception {
    assertThat(faults(site -> site.start())).isEmpty();
  }

  @Test
  void aHistoryThatWasChangedBeforeTheBackupIsNamed() throws Exception {
    assertThat(
            faults(
                site -> {
                  site.start();
                  site.database()
                      .write(
                          handle ->
                              handle.execute("UPDATE session_events SET payload = '{\"x\":1}'"));
                }))
        .hasSize(1)
        .first()
        .asString()
        .contains("The history of ses_", "event 1 was changed");
  }

  private interface Deeds {
    void on(Site site) throws Exception;
  }

  private List<String> faults(Deeds deeds) throws Exception {
    Path archive = folder.resolve("a.tar.gz");
    try (Site site = Site.of(Dialect.SQLITE, folder.resolve("source"))) {
      deeds.on(site);
      site.backUp(archive);
    }
    Path data = Files.createDirectory(folder.resolve("data"));
    ArchiveReader reader = new ArchiveReader(99);
    List<String> faults =
        new Rehearsal(reader, data, Clock.systemUTC()).faults(archive, reader.verify(archive));
    assertThat(data).isEmptyDirectory();
    return faults;
  }
}
