package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.processor.ProcessorTurns;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both dialects promise. */
abstract class DatabaseContract {
  private Database database;

  abstract Database open();

  @BeforeEach
  void createTable() {
    database = open();
    database.write(
        handle -> handle.execute("CREATE TABLE IF NOT EXISTS numbers (id INTEGER PRIMARY KEY)"));
    database.write(handle -> handle.execute("DELETE FROM numbers"));
  }

  @AfterEach
  void stop() {
    database.stop();
  }

  @Test
  void whatWasWrittenIsReadAlsoAfterARestart() {
    insert(1);
    assertThat(ids()).containsExactly(1);
    database.stop();
    database = open();
    assertThat(ids()).containsExactly(1);
  }

  @Test
  void aUnitThatRefusesIsUndoneAloneAndItsExceptionArrives() {
    assertThatThrownBy(
            () ->
                database.write(
                    handle -> {
                      handle.execute("INSERT INTO numbers (id) VALUES (2)");
                      throw new IOException("refused");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("refused");
    insert(3);
    assertThat(ids()).containsExactly(3);
  }

  @Test
  void aDuplicateKeyIsTheUnitsFaultNotTheDatabases() {
    insert(1);
    assertThatThrownBy(() -> insert(1)).isNotInstanceOf(StorageUnavailableException.class);
    insert(2);
    assertThat(ids()).containsExactly(1, 2);
    assertThat(database.problem()).isEmpty();
  }

  @Test
  void oneReadSeesOneState() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      List<Integer> counts =
          database.read(
              handle -> {
                List<Integer> seen = new ArrayList<>();
                seen.add(count(handle));
                other.submit(() -> insert(7)).get(10, TimeUnit.SECONDS);
                seen.add(count(handle));
                return seen;
              });
      assertThat(counts).containsExactly(0, 0);
      assertThat(ids()).containsExactly(7);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void aReadCannotWrite() {
    assertThatThrownBy(
        () -> database.read(handle -> handle.execute("INSERT INTO numbers (id) VALUES (9)")));
    assertThat(ids()).isEmpty();
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(32);
    try {
      List<Future<Integer>> done = new ArrayList<>();
      for (int id = 0; id < 500; id++) {
        int number = id;
        done.add(pool.submit(() -> insert(number)));
      }
      for (Future<Integer> one : done) {
        assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(1);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(ids()).hasSize(500);
  }

  @Test
  void aConditionalUpdateHasOneWinner() throws Exception {
    insert(1);
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      List<Future<Integer>> moves = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int target = 100 + i;
        moves.add(
            pool.submit(
                () ->
                    database.write(
                        handle ->
                            handle.execute("UPDATE numbers SET id = ? WHERE id = 1", target))));
      }
      int winners = 0;
      for (Future<Integer> move : moves) {
        winners += move.get(30, TimeUnit.SECONDS);
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void whoWaitsForACommitLetsOthersCompute() throws Exception {
    ProcessorTurns turns = new ProcessorTurns(1, Duration.ofMinutes(1));
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      UnitOfWork<Boolean, InterruptedException> slow =
          handle -> {
            written.countDown();
            return held.await(20, TimeUnit.SECONDS);
          };
      Future<Boolean> writer = pool.submit(() -> turns.compute(() -> database.write(slow)));
      written.await();

      Future<String> other = pool.submit(() -> turns.compute(() -> "computed"));
      assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("computed");
      held.countDown();
      assertThat(writer.get(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void itSaysThatItIsWell() {
    assertThat(database.problem()).isEmpty();
  }

  final int insert(int id) {
    return database.write(handle -> handle.execute("INSERT INTO numbers (id) VALUES (?)", id));
  }

  final List<Integer> ids() {
    return database.read(
        handle ->
            handle.createQuery("SELECT id FROM numbers ORDER BY id").mapTo(Integer.class).list());
  }

  private static int count(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM numbers").mapTo(int.class).one();
  }
}
