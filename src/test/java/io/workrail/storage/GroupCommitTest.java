package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.Await;
import io.workrail.outage.LogRecorder;
import io.workrail.storage.StorageUnavailableException.Reason;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the one writer of SQLite does. */
class GroupCommitTest {
  private static final int WAITING = 100;

  @TempDir Path folder;
  private final ExecutorService callers = Executors.newFixedThreadPool(WAITING + 2);
  private final CountDownLatch held = new CountDownLatch(1);
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    Migration tables =
        new Migration(
            1,
            "tables",
            1,
            List.of(
                "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
                "CREATE TABLE numbers (id INTEGER PRIMARY KEY)",
                "CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL"
                    + " REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)"));
    database =
        TestDatabase.sqlite(
            folder.resolve("test.db"), new Migrator(List.of(tables), "test", Clock.systemUTC()));
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    database.stop();
  }

  @Test
  void unitsThatWaitShareOneCommit() throws Exception {
    long before = database.commits();
    Future<Integer> slow = holdTheWriter();
    List<Future<Integer>> waiting = insertMany();
    held.countDown();

    assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    for (Future<Integer> one : waiting) {
      assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(count()).isEqualTo(WAITING + 1);
    assertThat(database.commits() - before).isEqualTo(1);
  }

  @Test
  void inABatchARefusalUndoesItsOwnUnitOnly() throws Exception {
    Future<Integer> slow = holdTheWriter();
    Future<Integer> refused =
        callers.submit(
            () ->
                database.write(
                    handle -> {
                      handle.execute("INSERT INTO numbers (id) VALUES (-2)");
                      throw new IllegalStateException("refused");
                    }));
    List<Future<Integer>> waiting = insertMany();
    held.countDown();

    assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("refused");
    for (Future<Integer> one : waiting) {
      one.get(10, TimeUnit.SECONDS);
    }
    assertThat(count()).isEqualTo(WAITING + 1);
  }

  @Test
  void aFailedCommitFailsItsBatchWithARetryableErrorAndWritesNothing() throws Exception {
    Future<Integer> slow = holdTheWriter();
    List<Future<Integer>> waiting = insertMany();
    Future<Integer> culprit =
        callers.submit(
            () ->
                database.write(
                    handle -> handle.execute("INSERT INTO children (id, parent) VALUES (1, 99)")));
    awaitWaiting(WAITING + 1);
    held.countDown();

    waiting.add(slow);
    waiting.add(culprit);
    for (Future<Integer> one : waiting) {
      assertThatThrownBy(() -> one.get(10, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              StorageUnavailableException.class,
              failure -> assertThat(failure.retryAfterSeconds()).isPositive());
    }
    assertThat(count()).isZero();

    assertThat(database.problem()).isEmpty();
    assertThat(insert(1)).isEqualTo(1);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aFullDiskIsToldNothingIsHalfWrittenAndWorkGoesOnWhenThereIsSpace() {
    insert(1);
    assertThatThrownBy(
            () ->
                database.write(
                    handle -> {
                      handle.execute("PRAGMA max_page_count = 1");
                      handle.execute("INSERT INTO numbers (id) VALUES (2)");
                      handle.execute("CREATE TABLE large (text TEXT)");
                      return handle.execute("INSERT INTO large VALUES (?)", "x".repeat(100_000));
                    }))
        .isInstanceOfSatisfying(
            StorageUnavailableException.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(Reason.DISK_FULL);
              assertThat(failure)
                  .hasMessage(
                      "The disk of the database is full; repeat the same call in 30 seconds.");
            });
    assertThat(count()).isEqualTo(1);
    assertThat(insert(3)).isEqualTo(1);
    assertThat(database.problem()).isEmpty();
  }

  @Test
  void failuresThatFollowEachOtherAreOneStackTraceAndALineWhenItWorksAgain() {
    try (LogRecorder recorder = new LogRecorder(Database.class)) {
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(
                () ->
                    database.write(
                        handle ->
                            handle.execute("INSERT INTO children (id, parent) VALUES (1, 99)")))
            .isInstanceOf(StorageUnavailableException.class);
      }
      insert(1);
      assertThat(recorder.traces()).isOne();
      assertThat(recorder.lines())
          .hasSize(2)
          .last()
          .asString()
          .contains("It works again", "5 failures in ", "The database cannot be reached");
    }
  }

  @Test
  void aUnitInsideAUnitIsRefusedInsteadOfWaitingForItself() {
    assertThatThrownBy(() -> database.write(outer -> insert(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void afterTheStopCallsAreRefusedAndWhatWaitedIsDone() throws Exception {
    Future<Integer> slow = holdTheWriter();
    List<Future<Integer>> waiting = insertMany();
    Future<?> stop = callers.submit(database::stop);
    held.countDown();
    stop.get(10, TimeUnit.SECONDS);

    slow.get(10, TimeUnit.SECONDS);
    for (Future<Integer> one : waiting) {
      one.get(10, TimeUnit.SECONDS);
    }
    assertThatThrownBy(() -> insert(1)).isInstanceOf(StorageUnavailableException.class);
  }

  /** The writer is busy with a unit until the latch opens. */
  private Future<Integer> holdTheWriter() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    Future<Integer> slow =
        callers.submit(
            () ->
                database.write(
                    handle -> {
                      running.countDown();
                      if (!held.await(20, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("not released");
                      }
                      return handle.execute("INSERT INTO numbers (id) VALUES (-1)");
                    }));
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    return slow;
  }

  private List<Future<Integer>> insertMany() throws Exception {
    List<Future<Integer>> waiting = new ArrayList<>();
    for (int id = 0; id < WAITING - 1; id++) {
      int number = id;
      waiting.add(callers.submit(() -> insert(number)));
    }
    waiting.add(callers.submit(() -> insert(WAITING)));
    awaitWaiting(WAITING);
    return waiting;
  }

  private void awaitWaiting(int units) throws Exception {
    Await.until("units wait", () -> database.waiting() >= units);
  }

  private int insert(int id) {
    return database.write(handle -> handle.execute("INSERT INTO numbers (id) VALUES (?)", id));
  }

  private int count() {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM numbers").mapTo(int.class).one());
  }
}
