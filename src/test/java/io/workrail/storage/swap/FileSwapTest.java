package io.workrail.storage.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.workrail.storage.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with companions, and a folder, each in place of another. */
class FileSwapTest {
  private static final String OLD = "old file old log old document";
  private static final String NEW = "new file - new document";

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    folder = parent.resolve("data");
    Files.createDirectories(folder.resolve("kept"));
    Files.createDirectories(folder.resolve("workflows/deep"));
    Files.createDirectories(folder.resolve("scratch/workflows/deep"));
    Files.writeString(folder.resolve("file"), "old file");
    Files.writeString(folder.resolve("file-wal"), "old log");
    Files.writeString(folder.resolve("workflows/deep/one.json"), "old document");
    Files.writeString(folder.resolve("scratch/file"), "new file");
    Files.writeString(folder.resolve("scratch/workflows/deep/one.json"), "new document");
  }

  @Test
  void theNewIsInPlaceAndTheOldIsKept() throws IOException {
    FileSwap swap = swap(Progress.UNHEARD, Optional.empty());
    swap.begin();
    assertThat(content(folder)).isEqualTo(OLD);
    swap.carryOut();
    assertThat(FileSwap.isUnfinished(folder)).isTrue();
    swap.finish();
    assertThat(content(folder)).isEqualTo(NEW);
    assertThat(FileSwap.isUnfinished(folder)).isFalse();
    assertThat(folder.resolve("kept/file")).hasContent("old file");
    assertThat(folder.resolve("kept/file-wal")).hasContent("old log");
    assertThat(folder.resolve("kept/workflows/deep/one.json")).hasContent("old document");
  }

  @Test
  void killedAtAnyStepItIsFinishedAsAWhole() throws IOException {
    Snapshots killed = new Snapshots(folder, parent.resolve("killed"));
    FileSwap swap = swap(killed, Optional.empty());
    swap.begin();
    swap.carryOut();
    swap.finish();

    assertThat(killed.taken()).hasSizeGreaterThan(6);
    assertThat(content(killed.taken().get(0))).isEqualTo(OLD);
    for (Path copy : killed.taken().subList(1, killed.taken().size())) {
      if (FileSwap.isUnfinished(copy)) {
        assertThat(FileSwap.recover(copy, condition -> true)).isTrue();
      }
      assertThat(content(copy)).as(copy.toString()).isEqualTo(NEW);
      assertThat(FileSwap.isUnfinished(copy)).isFalse();
    }
  }

  @Test
  void killedAtAnyStepItIsUndoneWhenItsConditionDoesNotHold() throws IOException {
    Snapshots killed = new Snapshots(folder, parent.resolve("killed"));
    FileSwap swap = swap(killed, Optional.of("schema_1"));
    swap.begin();
    swap.carryOut();

    for (Path copy : killed.taken().subList(1, killed.taken().size())) {
      assertThat(FileSwap.recover(copy, "another"::equals)).isFalse();
      assertThat(content(copy)).as(copy.toString()).isEqualTo(OLD);
      assertThat(FileSwap.isUnfinished(copy)).isFalse();
    }
  }

  @Test
  void undoneAtAnyStepTheOldIsBackWithAllThatBelongsToIt() throws IOException {
    Snapshots stopped = new Snapshots(folder, parent.resolve("stopped"));
    FileSwap swap = swap(stopped, Optional.empty());
    swap.begin();
    swap.carryOut();
    // Whoever opened the new file for a moment left this.
    Files.writeString(folder.resolve("file-wal"), "new log");

    swap.undo();
    assertThat(content(folder)).isEqualTo(OLD);
    assertThat(FileSwap.isUnfinished(folder)).isFalse();
    assertThat(folder.resolve("scratch/file")).hasContent("new file");
  }

  @Test
  void anUndoingThatWasInterruptedGoesOnAndDoesNotTurnAround() throws IOException {
    FileSwap swap = swap(Progress.UNHEARD, Optional.empty());
    swap.begin();
    swap.carryOut();
    Path obstacle = Files.createDirectory(folder.resolve("scratch/file"));
    Files.move(folder.resolve("file"), folder.resolve("aside"));
    Files.writeString(folder.resolve("file"), "of somebody else");
    assertThatIOException().isThrownBy(swap::undo).withMessageContaining("somebody put something");

    Files.delete(obstacle);
    Files.delete(folder.resolve("file"));
    Files.move(folder.resolve("aside"), folder.resolve("file"));
    assertThat(FileSwap.recover(folder, condition -> true)).isFalse();
    assertThat(content(folder)).isEqualTo(OLD);
  }

  @Test
  void whatCannotBeginChangesNothing() throws IOException {
    Files.writeString(folder.resolve("kept/file"), "of another restore");
    FileSwap swap = swap(Progress.UNHEARD, Optional.empty());
    assertThatIOException().isThrownBy(swap::begin);
    assertThat(FileSwap.isUnfinished(folder)).isFalse();
    assertThat(content(folder)).isEqualTo(OLD);
  }

  @Test
  void aJournalThatNobodyUnderstandsStopsEverything() throws IOException {
    Files.writeString(folder.resolve("restore.journal"), "{}");
    assertThatIOException()
        .isThrownBy(() -> FileSwap.recover(folder, condition -> true))
        .withMessageContaining("restore.journal cannot be understood");
    assertThat(content(folder)).isEqualTo(OLD);
  }

  private FileSwap swap(Progress progress, Optional<String> condition) {
    return FileSwap.plan(
        folder,
        List.of(exchange("file", List.of("-wal", "-shm")), exchange("workflows", List.of())),
        condition,
        progress);
  }

  private Exchange exchange(String name, List<String> companions) {
    return new Exchange(
        folder.resolve(name),
        folder.resolve("scratch").resolve(name),
        folder.resolve("kept").resolve(name),
        companions);
  }

  private static String content(Path folder) throws IOException {
    Path log = folder.resolve("file-wal");
    return "%s %s %s"
        .formatted(
            Files.readString(folder.resolve("file")),
            Files.exists(log) ? Files.readString(log) : "-",
            Files.readString(folder.resolve("workflows/deep/one.json")));
  }
}
