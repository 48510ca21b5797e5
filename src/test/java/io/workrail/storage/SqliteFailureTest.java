package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.health.HealthCheck;
import io.workrail.Await;
import io.workrail.storage.StorageUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file goes away, comes back, is replaced, or belongs to another process for a while. */
class SqliteFailureTest {
  private static final List<String> FILES =
      List.of("workrail.db", "workrail.db-wal", "workrail.db-shm");

  /** More than can wait for the lock one after the other until the first gives up. */
  private static final int CALLERS = 12;

  @TempDir Path parent;
  private Path folder;
  private Path elsewhere;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(parent.resolve("data"));
    elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    database = TestDatabase.sqlite(folder);
    database.write(handle -> handle.execute("CREATE TABLE numbers (id INTEGER PRIMARY KEY)"));
    insert(1);
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void aFileThatWentAwayIsToldAndServedAgainWhenItIsBack() throws IOException {
    move(folder, elsewhere);

    assertGone(() -> insert(2));
    assertGone(this::ids);
    assertThat(database.problem())
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith("The database cannot be reached; bring " + folder)
                    .contains("workrail.db back"));
    assertThat(database.knownProblem()).isEqualTo(database.problem());
    assertThat(folder.resolve("workrail.db")).doesNotExist();

    move(elsewhere, folder);
    assertThat(database.problem()).isEmpty();
    assertThat(database.knownProblem()).isEmpty();
    insert(3);
    assertThat(ids()).containsExactly(1, 3);
  }

  @Test
  void afterTheFileWasReplacedTheNewOneIsServed() throws IOException {
    database.stop();
    for (String name : FILES) {
      if (Files.exists(folder.resolve(name))) {
        Files.copy(folder.resolve(name), elsewhere.resolve(name));
      }
    }
    database = TestDatabase.sqlite(folder);
    insert(2);
    assertThat(ids()).containsExactly(1, 2);

    for (String name : FILES) {
      Files.deleteIfExists(folder.resolve(name));
    }
    move(elsewhere, folder);
    assertGone(() -> insert(3));
    insert(4);
    assertGone(() -> ids());
    assertThat(ids()).containsExactly(1, 4);
  }

  @Test
  void anotherProcessThatHoldsTheFileMakesCallsWaitOrBusyNotGone() throws Exception {
    Database command = TestDatabase.sqlite(folder);
    try {
      command.write(handle -> handle.execute("INSERT INTO numbers (id) VALUES (5)"));
      insert(6);
      assertThat(ids()).containsExactly(1, 5, 6);
    } finally {
      command.stop();
    }
  }

  @Test
  void aLockThatAnotherProgramHoldsIsToldUntilItIsGone() throws Exception {
    DatabaseHealthCheck check = new DatabaseHealthCheck(database);
    try (OtherProgram other = new OtherProgram("BEGIN IMMEDIATE")) {
      assertThat(ids()).as("reading works all the while").containsExactly(1);
      HealthCheck.Result locked = check.execute();
      assertThat(locked.isHealthy()).isFalse();
      assertThat(locked.getMessage()).contains("busy", "fuser -v " + folder.resolve("workrail.db"));
      other.letGo();
    }
    assertThat(check.execute().isHealthy()).isTrue();
  }

  /** Were each to wait for the lock in its turn, the last ones would hang and be given up. */
  @Test
  void manyCallsWaitForALockTogetherAndWorkAgainWhenItIsGone() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (OtherProgram other = new OtherProgram("BEGIN EXCLUSIVE")) {
      List<Future<?>> calls = submit(callers, this::insert);
      for (Future<?> call : calls) {
        assertThatThrownBy(call::get)
            .cause()
            .isInstanceOfSatisfying(
                StorageUnavailableException.class,
                failure -> assertThat(failure.reason()).isEqualTo(Reason.BUSY))
            .hasRootCauseInstanceOf(SQLException.class);
      }
      other.letGo();
    } finally {
      callers.shutdown();
    }
    insert(2);
    assertThat(ids()).containsExactly(1, 2);
  }

  /** As clients do: who is told that the database is busy calls again. */
  @Test
  void callsThatWaitWhenTheLockGoesWorkWithoutARestart() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (OtherProgram other = new OtherProgram("BEGIN EXCLUSIVE")) {
      List<Future<?>> calls = submit(callers, this::insertUntilItWorks);
      Await.until("calls wait", () -> ((SqliteDatabase) database).waiting() > 0);
      other.letGo();
      for (Future<?> call : calls) {
        call.get(30, TimeUnit.SECONDS);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(ids()).hasSize(CALLERS + 1);
  }

  /** Another program that holds a lock on the file. */
  private final class OtherProgram implements AutoCloseable {
    private final Connection connection;

    OtherProgram(String lock) throws SQLException {
      connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workrail.db"));
      execute(lock);
    }

    void letGo() throws SQLException {
      execute("ROLLBACK");
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  private static List<Future<?>> submit(ExecutorService callers, IntConsumer call) {
    List<Future<?>> calls = new ArrayList<>();
    for (int id = 100; id < 100 + CALLERS; id++) {
      int number = id;
      calls.add(callers.submit(() -> call.accept(number)));
    }
    return calls;
  }

  private void insertUntilItWorks(int id) {
    boolean written = false;
    while (!written) {
      try {
        insert(id);
        written = true;
      } catch (StorageUnavailableException e) {
        assertThat(e.reason()).isEqualTo(Reason.BUSY);
      }
    }
  }

  private static void assertGone(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageUnavailableException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.GONE))
        .hasMessage("The database cannot be reached; repeat the same call in 5 seconds.");
  }

  private static void move(Path from, Path to) throws IOException {
    for (String name : FILES) {
      if (Files.exists(from.resolve(name))) {
        Files.move(from.resolve(name), to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private void insert(int id) {
    database.write(handle -> handle.execute("INSERT INTO numbers (id) VALUES (?)", id));
  }

  private List<Integer> ids() {
    return database.read(
        handle ->
            handle.createQuery("SELECT id FROM numbers ORDER BY id").mapTo(Integer.class).list());
  }
}
