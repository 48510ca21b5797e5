package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.storage.swap.FileSwap;
import io.workrail.storage.swap.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database file takes the place of the one that a server, or nobody, has open. */
class ReplacedDataTest {
  private static final Migrator MIGRATOR =
      new Migrator(
          List.of(
              new Migration(1, "notes", 1, List.of("CREATE TABLE notes (id INTEGER PRIMARY KEY)")),
              new Migration(2, "text", 1, List.of("ALTER TABLE notes ADD COLUMN text TEXT"))),
          "test",
          Clock.systemUTC());

  @TempDir Path parent;
  private Path folder;
  private Path document;
  private SqliteDatabase database;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(parent.resolve("data"));
    Files.createDirectory(folder.resolve("scratch"));
    Files.createDirectory(folder.resolve("kept"));
    document = Files.writeString(folder.resolve("document"), "old");
    Files.writeString(folder.resolve("scratch/document"), "new");
    database = TestDatabase.sqlite(folder.resolve("workrail.db"), MIGRATOR);
    insert(1);
    insert(100);
  }

  @AfterEach
  void stop() {
    database.stop();
  }

  @Test
  void theNewDataServeWithWhatMustNotBeLostAndTheOldAreKept() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    database.onReplaced(() -> heard.addAndGet(ids().size()));
    long origin = database.read(DataOrigin::of);

    Replaced replaced = replace(Optional.of(database), Progress.UNHEARD);

    assertThat(ids()).containsExactly(7, 100);
    assertThat(document).hasContent("new");
    assertThat(replaced.carriedOver()).hasValue(1);
    assertThat(replaced.kept()).hasValue(folder.resolve("kept/workrail.db").toString());
    assertThat(heard).hasValue(2);
    assertThat(database.<Long, RuntimeException>read(DataOrigin::of)).isNotEqualTo(origin);
    insert(8);
    database.stop();
    database = TestDatabase.sqlite(folder.resolve("workrail.db"), MIGRATOR);
    assertThat(ids()).containsExactly(7, 8, 100);
    assertThat(folder.resolve("restore.journal")).doesNotExist();
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
    assertThat(folder.resolve("kept/document")).hasContent("old");
    Database kept = TestDatabase.sqlite(folder.resolve("kept/workrail.db"), MIGRATOR);
    assertThat(Notes.ids(kept)).containsExactly(1, 100);
    kept.stop();
  }

  @Test
  void failingAtAnyStepTheOldDataServeAgain() throws Exception {
    int steps =
        Notes.failAtEachStep(
            progress -> replace(Optional.of(database), progress),
            "",
            failure -> {
              assertThat(ids()).as(failure.getMessage()).containsExactly(1, 100);
              insert(2);
              database.write(handle -> handle.execute("DELETE FROM notes WHERE id = 2"));
              assertThat(document).as(failure.getMessage()).hasContent("old");
              assertThat(FileSwap.isUnfinished(folder)).isFalse();
              assertThat(folder.resolve("kept")).isEmptyDirectory();
              Files.writeString(folder.resolve("scratch/document"), "new");
            });
    assertThat(steps).isGreaterThan(5);
    assertThat(ids()).containsExactly(7, 100);
  }

  @Test
  void killedAtAnyStepTheNextStartServesTheOldOrTheNewNeverAMix() throws Exception {
    Snapshots killed = new Snapshots(folder, parent.resolve("killed"));
    replace(Optional.of(database), killed);

    List<String> found = new ArrayList<>();
    for (Path copy : killed.taken()) {
      Database next = opening(copy).forServer();
      found.add(Notes.ids(next) + Files.readString(copy.resolve("document")));
      next.write(handle -> handle.execute("INSERT INTO notes (id) VALUES (50)"));
      next.stop();
      assertThat(FileSwap.isUnfinished(copy)).isFalse();
    }
    assertThat(found).hasSizeGreaterThan(6).containsOnly("[1, 100]old", "[7, 100]new");
    assertThat(found).startsWith("[1, 100]old").endsWith("[7, 100]new");
  }

  @Test
  void aCommandThatFindsAHalfSwapEndsItFirst() throws Exception {
    Snapshots killed = new Snapshots(folder, parent.resolve("killed"));
    replace(Optional.of(database), killed);
    for (Path copy : killed.taken().subList(1, killed.taken().size())) {
      Database command = opening(copy).forCommand();
      assertThat(Notes.ids(command)).as(copy.toString()).containsExactly(7, 100);
      command.stop();
    }
  }

  @Test
  void whatCannotBeOpenedIsUndone() throws Exception {
    assertThatThrownBy(
            () ->
                replace(
                    Optional.of(database),
                    step -> {
                      if (step.equals("journal written")) {
                        Files.writeString(
                            folder.resolve("scratch/built.db"), "not a database ".repeat(500));
                      }
                    }))
        .isInstanceOf(StorageUnavailableException.class);
    assertThat(ids()).containsExactly(1, 100);
    insert(3);
    assertThat(document).hasContent("old");
  }

  @Test
  void underLoadCallsAreAnsweredOrToldToComeAgain() throws Exception {
    List<Supplier<List<Integer>>> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      calls.add(i % 3 == 0 ? () -> Notes.written(database) : this::ids);
    }
    Notes.replaceUnderLoad(calls, progress -> replace(Optional.of(database), progress));
    assertThat(ids()).contains(7, 100).doesNotContain(1);
  }

  @Test
  void withoutAServerADamagedFileIsReplacedAndKept() throws Exception {
    database.stop();
    Files.writeString(folder.resolve("workrail.db"), "damaged ".repeat(999));
    Files.deleteIfExists(folder.resolve("workrail.db-wal"));
    Replaced replaced = replace(Optional.empty(), Progress.UNHEARD);
    assertThat(replaced.carriedOver()).as("nothing could be read").isEmpty();
    assertThat(folder.resolve("kept/workrail.db")).hasContent("damaged ".repeat(999));
    Database restored = opening(folder).forServer();
    assertThat(Notes.ids(restored)).containsExactly(7);
    restored.stop();
  }

  @Test
  void withoutAFileThereIsNothingToKeep() throws Exception {
    database.stop();
    Files.delete(folder.resolve("workrail.db"));
    Replaced replaced = replace(Optional.empty(), Progress.UNHEARD);
    assertThat(replaced.kept()).isEmpty();
    assertThat(replaced.carriedOver()).hasValue(0);
    Database restored = opening(folder).forServer();
    assertThat(Notes.ids(restored)).containsExactly(7);
    restored.stop();
  }

  @Test
  void aCommandThatWorksOnTheFileIsNotCutOff() throws Exception {
    database.stop();
    Database command = opening(folder).forCommand();
    try (Rebuilding rebuilding = data(Optional.empty()).rebuild(folder.resolve("scratch"))) {
      assertThat(command.problem()).isEmpty();
      assertThat(DataLock.replace(folder.resolve("workrail.db"), Duration.ZERO)).isEmpty();
      assertThat(rebuilding).isNotNull();
    } finally {
      command.stop();
    }
  }

  private Replaced replace(Optional<SqliteDatabase> running, Progress progress) throws IOException {
    return Notes.replace(data(running), folder, folder.resolve("kept"), progress);
  }

  private ReplaceableData data(Optional<SqliteDatabase> running) {
    return new SqliteData(folder.resolve("workrail.db"), MIGRATOR, running);
  }

  private static DatabaseOpening opening(Path folder) {
    return new DatabaseOpening(
        folder, folder.resolve("workrail.db"), Optional.empty(), 1, MIGRATOR);
  }

  private void insert(int id) {
    database.write(handle -> handle.execute("INSERT INTO notes (id) VALUES (?)", id));
  }

  private List<Integer> ids() {
    return Notes.ids(database);
  }
}
