package io.workrail.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.backup.restore.RestoreException.Code;
import io.workrail.storage.Dialect;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.JdbiWorkflowStore;
import io.workrail.workflow.catalog.WorkflowStore.NewWorkflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the documents of a backup go, and what happens to those that are there. */
class RestoredDocumentsTest {
  private static final String ONE = "{\"id\":\"one\"}";
  private static final String TWO = "{\"id\":\"two\"}";

  @TempDir Path folder;

  @Test
  void onlyTheLastFolderIsReplacedAndTheAnswerSaysSo() throws Exception {
    Path base = Files.createDirectories(folder.resolve("base"));
    Path own = Files.createDirectories(folder.resolve("own"));
    try (Site site = Site.of(Dialect.SQLITE, folder.resolve("data"), List.of(base, own))) {
      site.write(base, "base.json", ONE);
      site.write(own, "own.json", TWO);
      Path archive = site.backUp(folder.resolve("a.tar.gz"));
      site.write(base, "later.json", ONE);
      site.write(own, "later.json", ONE);
      site.write(own, "README.md", "How we write workflows.");
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-x--x"));

      Restored restored = site.restore(archive);

      assertThat(Site.documents(base)).containsOnlyKeys("base.json", "later.json");
      assertThat(Site.documents(own)).containsOnlyKeys("own.json");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
          .isEqualTo("rwxr-x--x");
      assertThat(restored.notes().toString())
          .contains("tar -xzf a.tar.gz workflows/0", "left as they are: [" + base, "README.md");
      Path kept = Path.of(restored.kept().get(1).place());
      assertThat(Site.documents(kept)).containsKeys("own.json", "later.json", "README.md");
    }
  }

  @Test
  void documentsOfFoldersGoIntoTheDatabaseOfAServerThatKeepsThemThere() throws Exception {
    Path base = Files.createDirectories(folder.resolve("base"));
    Path own = Files.createDirectories(folder.resolve("own"));
    Path archive = folder.resolve("a.tar.gz");
    try (Site site = Site.of(Dialect.SQLITE, folder.resolve("source"), List.of(base, own))) {
      site.write(base, "one.json", "{\"id\":\"one\",\"name\":\"overridden\"}");
      site.write(own, "one.json", ONE);
      site.write(own, "deep/two.json", TWO);
      site.write(own, "broken.json", "{");
      site.backUp(archive);
    }
    try (Site site = Site.of(Dialect.POSTGRESQL, folder.resolve("target"), List.of())) {
      Restored restored = site.restore(archive);
      JdbiWorkflowStore store = new JdbiWorkflowStore(site.database(), Clock.systemUTC());
      assertThat(store.find(new WorkflowId("one")).orElseThrow().text()).isEqualTo(ONE);
      assertThat(store.find(new WorkflowId("two")).orElseThrow().text()).isEqualTo(TWO);
      assertThat(store.fingerprint()).as("every server sees the change").isNotEmpty();
      assertThat(restored.workflows()).isEqualTo(2);
      assertThat(restored.notes().toString())
          .contains("this one keeps them in the database", "not published: broken.json");
    }
  }

  @Test
  void documentsOfADatabaseGoIntoTheFolderOfAServerThatKeepsThemThere() throws Exception {
    Path archive = folder.resolve("a.tar.gz");
    try (Site site = Site.of(Dialect.POSTGRESQL, folder.resolve("source"), List.of())) {
      new JdbiWorkflowStore(site.database(), Clock.systemUTC())
          .put(new NewWorkflow(new WorkflowId("one"), ONE, "ada"), Optional.empty());
      site.backUp(archive);
    }
    try (Site site = Site.of(Dialect.SQLITE, folder.resolve("target"))) {
      Restored restored = site.restore(archive);
      assertThat(Site.documents(site.folder())).containsEntry("one.json", ONE).hasSize(1);
      assertThat(site.count("workflows")).as("nothing is lost").isEqualTo(1);
      assertThat(restored.notes().toString()).contains("this one keeps them in a folder");
    }
  }

  @Test
  void restoredDocumentsInADatabaseHaveANewStampForEveryServer() throws Exception {
    try (Site site = Site.of(Dialect.POSTGRESQL, folder.resolve("data"), List.of())) {
      JdbiWorkflowStore store = new JdbiWorkflowStore(site.database(), Clock.systemUTC());
      store.put(new NewWorkflow(new WorkflowId("one"), ONE, "ada"), Optional.empty());
      Path archive = site.backUp(folder.resolve("a.tar.gz"));
      String before = store.fingerprint();
      site.restore(archive);
      String first = store.fingerprint();
      site.restore(archive);
      assertThat(first).isNotEqualTo(before).isNotEqualTo(store.fingerprint()).isNotEmpty();
    }
  }

  @Test
  void aMountPointIsRefusedBeforeAnythingHappens() throws Exception {
    assertRefused(Path.of("/proc"), "is a mount point");
  }

  @Test
  void aFolderThatHoldsTheDataDirectoryIsRefused() throws Exception {
    assertRefused(folder, "holds DATA_DIR");
  }

  @Test
  void aFolderThatHoldsAnotherWorkflowFolderIsRefused() throws Exception {
    Path outer = Files.createDirectories(folder.resolve("outer"));
    Path inner = Files.createDirectories(outer.resolve("inner"));
    assertThatThrownBy(
            () ->
                new WorkflowTarget(List.of(inner, outer))
                    .requireReplaceable(folder.resolve("data").toAbsolutePath()))
        .isInstanceOf(RestoreException.class)
        .hasMessageContaining("holds the other workflow folder " + inner);
  }

  @Test
  void tooLittleSpaceIsToldBeforeAnythingHappens() {
    assertThatThrownBy(() -> FreeSpace.require(1_000_000, 50_000_000, folder))
        .isInstanceOf(RestoreException.class)
        .hasMessageContaining("needs 222.7 MiB of free space in " + folder)
        .hasMessageContaining("there are 976.6 KiB");
    assertThatThrownBy(() -> FreeSpace.require(Long.MAX_VALUE - 1, Long.MAX_VALUE / 2, folder))
        .isInstanceOf(RestoreException.class);
    FreeSpace.require(300_000_000, 50_000_000, folder);
  }

  private void assertRefused(Path workflows, String reason) throws Exception {
    Path data = folder.resolve("data");
    try (Site site = Site.of(Dialect.SQLITE, data, List.of(workflows))) {
      Path archive;
      try (Site source = Site.of(Dialect.SQLITE, folder.resolve("source"))) {
        archive = source.backUp(folder.resolve("a.tar.gz"));
      }
      List<Path> before = OnDisk.listing(data);
      assertThatThrownBy(() -> site.restore(archive))
          .isInstanceOfSatisfying(
              RestoreException.class, e -> assertThat(e.code()).isEqualTo(Code.PLACE))
          .hasMessageContaining("The workflow folder " + workflows)
          .hasMessageContaining(reason)
          .hasMessageEndingWith("Nothing was changed.");
      assertThat(OnDisk.listing(data)).isEqualTo(before);
    }
  }
}
