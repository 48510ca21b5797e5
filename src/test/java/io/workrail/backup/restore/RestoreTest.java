package io.workrail.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.audit.AuditEvent;
import io.workrail.backup.archive.ArchiveReader;
import io.workrail.backup.archive.Manifest;
import io.workrail.backup.restore.RestoreException.Code;
import io.workrail.storage.Dialect;
import io.workrail.storage.Snapshots;
import io.workrail.storage.swap.FileSwap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a restore does to the data of a server. */
class RestoreTest {
  private static final String DOCUMENT = "{\"id\":\"house-rules\"}";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "SQLITE, SQLITE",
    "SQLITE, POSTGRESQL",
    "POSTGRESQL, SQLITE",
    "POSTGRESQL, POSTGRESQL"
  })
  void eitherDatabaseRestoresIntoEitherAndABackupOfItHasTheSameContent(Dialect from, Dialect to)
      throws Exception {
    Path archive = folder.resolve("a.tar.gz");
    String token;
    try (Site source = Site.of(from, folder.resolve("source"))) {
      token = source.start();
      source.advance(source.start());
      source.withdraw("leaked");
      source.write(source.folder(), "team/house-rules.json", DOCUMENT);
      source.backUp(archive);
    }
    try (Site target = Site.of(to, folder.resolve("target"))) {
      target.start();
      target.write(target.folder(), "other.json", "{}");
      Restored restored = target.restore(archive);

      assertThat(restored.rows()).containsEntry("sessions", 2L);
      assertThat(restored.workflows()).isEqualTo(1);
      assertThat(restored.kept()).hasSize(2);
      assertThat(target.count("sessions")).isEqualTo(2);
      assertThat(target.withdrawn()).containsExactly("leaked");
      assertThat(Site.documents(target.folder())).containsOnlyKeys("team/house-rules.json");
      target.requireWholeHistories();
      Manifest again = manifest(target.backUp(folder.resolve("b.tar.gz")));
      assertThat(again.contentDigest()).isNotEqualTo("").hasSize(64);
      assertThat(again.entries().stream().filter(RestoreTest::isData))
          .isEqualTo(manifest(archive).entries().stream().filter(RestoreTest::isData).toList());
      // The next rows are counted on from those of the backup.
      target.start();
      target.advance(token);
      target.requireWholeHistories();
      assertThat(target.readiness.reasons()).isEmpty();
    }
  }

  /** The configurations differ: they name the folders of two sites. */
  private static boolean isData(Manifest.Entry entry) {
    return !entry.name().equals("configuration.json");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aBackupMadeRightAfterARestoreHasTheDigestOfTheOneThatWasRestored(Dialect dialect)
      throws Exception {
    try (Site site = Site.of(dialect, folder.resolve("data"))) {
      site.start();
      site.write(site.folder(), "house-rules.json", DOCUMENT);
      Path archive = site.backUp(folder.resolve("a.tar.gz"));
      site.start();
      Restored restored = site.restore(archive);
      assertThat(manifest(site.backUp(folder.resolve("b.tar.gz"))).contentDigest())
          .isEqualTo(manifest(archive).contentDigest())
          .isEqualTo(restored.contentDigest());
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aSessionOfBeforeGoesOnWithTheTokenItHad(Dialect dialect) throws Exception {
    try (Site site = Site.of(dialect, folder.resolve("data"))) {
      String token = site.start();
      Path archive = site.backUp(folder.resolve("a.tar.gz"));
      assertThat(site.advance(token).path("outcome").asText()).isEqualTo("advanced");

      site.restore(archive);

      assertThat(site.count("session_events")).isEqualTo(1);
      assertThat(site.advance(token).path("outcome").asText()).isEqualTo("advanced");
      site.requireWholeHistories();
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void tokensThatWereWithdrawnAfterTheBackupStayWithdrawn(Dialect dialect) throws Exception {
    try (Site site = Site.of(dialect, folder.resolve("data"))) {
      site.withdraw("before");
      Path archive = site.backUp(folder.resolve("a.tar.gz"));
      site.withdraw("after");

      Restored restored = site.restore(archive);

      assertThat(site.withdrawn()).containsExactly("after", "before");
      assertThat(restored.revocationsKept()).isEqualTo(1);
    }
  }

  @Test
  void killedAtAnyStepTheServerBootsToOldOrNewNeverAMix() throws Exception {
    Site site = Site.of(Dialect.SQLITE, folder.resolve("data"));
    Path archive = prepared(site);
    Snapshots killed = new Snapshots(site.data, folder.resolve("killed"));
    site.restore(archive, killed);
    site.close();

    List<String> found = new ArrayList<>();
    for (Path copy : killed.taken()) {
      try (Site next = Site.booted(copy)) {
        found.add(state(next));
        next.requireWholeHistories();
        next.start();
        assertThat(FileSwap.isUnfinished(copy)).isFalse();
        // The scratch of a killed restore is in nobody's way.
        assertThat(next.restore(archive).kept()).hasSize(2);
        assertThat(state(next)).isEqualTo("1 new.json");
      }
    }
    assertThat(found).hasSizeGreaterThan(9).containsOnly("2 old.json", "1 new.json");
    assertThat(found).startsWith("2 old.json").endsWith("1 new.json");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void failingAtAnyStepTheOldDataServe(Dialect dialect) throws Exception {
    try (Site site = Site.of(dialect, folder.resolve("data"))) {
      Path archive = prepared(site);
      boolean failed = true;
      int steps = 0;
      while (failed) {
        AtomicInteger left = new AtomicInteger(++steps);
        try {
          site.restore(
              archive,
              step -> {
                if (left.decrementAndGet() == 0 && !step.equals("committed")) {
                  throw new IOException("failed at: " + step);
                }
              });
          failed = false;
        } catch (RestoreException e) {
          assertThat(e.code()).isEqualTo(Code.FAILED);
          assertThat(e).hasMessageContaining("the data of before serve: failed at: ");
          assertThat(state(site)).as(e.getMessage()).isEqualTo("2 old.json");
          assertThat(site.readiness.reasons()).isEmpty();
          try (var left2 = Files.list(site.data)) {
            assertThat(left2.map(path -> path.getFileName().toString()))
                .as(e.getMessage())
                .noneMatch(name -> name.startsWith("restore") && !name.equals("restore.lock"))
                .noneMatch(name -> name.startsWith("before-restore"));
          }
        }
      }
      assertThat(steps).isGreaterThan(6);
      assertThat(state(site)).isEqualTo("1 new.json");
    }
  }

  @Test
  void withoutAServerItWorksAlsoOnAMachineThatHasNothing() throws Exception {
    Site source = Site.of(Dialect.SQLITE, folder.resolve("source"));
    Path archive = prepared(source);
    source.close();
    try (Site fresh = Site.of(Dialect.SQLITE, folder.resolve("fresh"))) {
      fresh.database().stop();
      for (String name : List.of("workrail.db", "workflows")) {
        Files.delete(fresh.data.resolve(name));
      }
      Restored restored = fresh.restoreOffline(archive);
      assertThat(restored.kept()).isEmpty();
      assertThat(state(fresh)).isEqualTo("1 new.json");
      fresh.start();
    }
  }

  @Test
  void withoutAServerADamagedDatabaseIsReplacedAndTheAnswerSaysWhatIsLost() throws Exception {
    try (Site site = Site.of(Dialect.SQLITE, folder.resolve("data"))) {
      Path archive = prepared(site);
      site.database().stop();
      Files.writeString(site.data.resolve("workrail.db"), "damaged ".repeat(9_999));
      Restored restored = site.restoreOffline(archive);
      assertThat(state(site)).isEqualTo("1 new.json");
      assertThat(restored.notes().toString()).contains("Withdraw them once more");
    }
  }

  @Test
  void withAServerTheRestoreWithoutOneIsRefused() throws Exception {
    try (Site site = Site.of(Dialect.SQLITE, folder.resolve("data"))) {
      Path archive = prepared(site);
      assertThatThrownBy(() -> site.restoreBesideTheServer(archive))
          .isInstanceOfSatisfying(
              RestoreException.class, e -> assertThat(e.code()).isEqualTo(Code.CONFLICT))
          .hasMessageContaining("A server uses the database");
      assertThat(state(site)).isEqualTo("2 old.json");
    }
  }

  @Test
  void whoDidItIsNotedBeforeAndAfter() throws Exception {
    try (Site site = Site.of(Dialect.SQLITE, folder.resolve("data"))) {
      site.restore(prepared(site));
      assertThat(site.audited)
          .extracting(AuditEvent::type)
          .containsExactly("restore.started", "restore.finished");
      assertThat(site.audited.get(0).details().get("actor").asText()).isEqualTo("root");
      assertThat(site.audited.get(1).details().get("kept").asText()).contains("before-restore-");
    }
  }

  /** Two sessions and a document, and an archive with one session and another document. */
  private Path prepared(Site site) throws IOException {
    site.start();
    site.write(site.folder(), "new.json", DOCUMENT);
    Path archive = site.backUp(folder.resolve(site.data.getFileName() + ".tar.gz"));
    site.start();
    Files.delete(site.folder().resolve("new.json"));
    site.write(site.folder(), "old.json", DOCUMENT);
    return archive;
  }

  private static String state(Site site) throws IOException {
    return site.count("sessions") + " " + String.join(",", Site.documents(site.folder()).keySet());
  }

  private static Manifest manifest(Path archive) {
    return new ArchiveReader(99).verify(archive).manifest().orElseThrow();
  }
}
