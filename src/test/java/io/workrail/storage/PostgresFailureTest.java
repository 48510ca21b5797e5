package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.Await;
import io.workrail.storage.StorageUnavailableException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections die, the server dies and comes back; two servers of ours share it. */
class PostgresFailureTest {
  private static final int THREADS = 16;

  private static PostgresServer server;
  private static Database one;
  private static Database other;

  @BeforeAll
  static void open() {
    server = PostgresServer.own();
    String address = server.createDatabase();
    one = TestDatabase.postgresql(address);
    other = TestDatabase.postgresql(address);
    one.write(handle -> handle.execute("CREATE TABLE numbers (id INTEGER PRIMARY KEY)"));
    one.write(
        handle -> handle.execute("CREATE TABLE counters (id INTEGER PRIMARY KEY, total INTEGER)"));
    one.write(handle -> handle.execute("INSERT INTO counters VALUES (1, 0), (2, 0)"));
  }

  @AfterAll
  static void close() {
    one.stop();
    other.stop();
    server.close();
  }

  @Test
  void twoServersAndManyThreadsLoseNoUpdateAlsoWhenTheyDeadlock() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<Integer>> updates = new ArrayList<>();
    for (int i = 0; i < THREADS * 3; i++) {
      Database database = i % 2 == 0 ? one : other;
      int first = 1 + i % 4 / 2;
      updates.add(pool.submit(() -> addToBoth(database, first, 3 - first)));
    }
    int acknowledged = 0;
    for (Future<Integer> update : updates) {
      acknowledged += update.get(60, TimeUnit.SECONDS);
    }
    pool.shutdown();
    assertThat(acknowledged).isEqualTo(2 * updates.size());
    assertThat(total()).isEqualTo(acknowledged);
  }

  /** As a client does: what the database was too busy for is repeated. */
  private static int addToBoth(Database database, int first, int second) {
    while (true) {
      try {
        return database.write(handle -> add(handle, first) + add(handle, second));
      } catch (StorageUnavailableException e) {
        assertThat(e.reason()).isEqualTo(Reason.BUSY);
      }
    }
  }

  private static int add(Handle handle, int counter) {
    return handle.execute("UPDATE counters SET total = total + 1 WHERE id = ?", counter);
  }

  private static int total() {
    return other.read(
        handle -> handle.createQuery("SELECT sum(total) FROM counters").mapTo(Integer.class).one());
  }

  @Test
  void whenConnectionsAreKilledInTheMiddleWhatWasAcknowledgedIsThere() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger next = new AtomicInteger(1_000);
    Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    AtomicInteger unexpected = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Database database = i % 2 == 0 ? one : other;
      pool.submit(
          () -> {
            while (!stop.get()) {
              int id = next.incrementAndGet();
              try {
                database.write(handle -> handle.execute("INSERT INTO numbers (id) VALUES (?)", id));
                acknowledged.add(id);
              } catch (StorageUnavailableException e) {
                // Allowed: the client repeats it.
                continue;
              } catch (RuntimeException e) {
                unexpected.incrementAndGet();
              }
            }
          });
    }
    for (int round = 1; round <= 5; round++) {
      int enough = round * 50;
      Await.until("the database answers", () -> acknowledged.size() >= enough);
      server.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
              + " 'workrail'");
    }
    Await.until("the database answers", () -> acknowledged.size() >= 300);
    stop.set(true);
    pool.shutdown();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

    assertThat(unexpected).hasValue(0);
    // Thousands of them: a set, where the assertion of a list would compare each with each.
    assertThat(new HashSet<>(ids()).containsAll(acknowledged)).isTrue();
    assertThat(one.problem()).isEmpty();
  }

  @Test
  void aDeadServerFailsCallsInSecondsAndServiceResumesByItself() throws Exception {
    insert(1);
    server.crash();
    try {
      long before = System.nanoTime();
      assertThatThrownBy(() -> insert(2))
          .isInstanceOfSatisfying(
              StorageUnavailableException.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.GONE));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
      assertThat(one.problem())
          .hasValueSatisfying(
              problem ->
                  assertThat(problem)
                      .contains("The database cannot be reached; see that PostgreSQL runs"));
      assertThat(one.knownProblem()).isEqualTo(one.problem());
    } finally {
      server.start();
    }
    Await.until("the database answers", () -> one.problem().isEmpty() && other.problem().isEmpty());
    insert(3);
    assertThat(ids()).contains(1, 3).doesNotContain(2);
  }

  private static void insert(int id) {
    one.write(handle -> handle.execute("INSERT INTO numbers (id) VALUES (?)", id));
  }

  private static Set<Integer> ids() {
    return new TreeSet<>(
        other.<List<Integer>, RuntimeException>read(
            handle -> handle.createQuery("SELECT id FROM numbers").mapTo(Integer.class).list()));
  }
}
