package io.workrail.session;

import io.workrail.storage.Database;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The calls go at random through two servers' connections to one database. */
class PostgresSessionStoreTest extends SessionStoreContract {
  private static Database one;
  private static Database other;

  @BeforeAll
  static void open() {
    String address = PostgresServer.shared().createDatabase();
    one = TestDatabase.postgresql(address);
    other = TestDatabase.postgresql(address);
  }

  @AfterAll
  static void close() {
    one.stop();
    other.stop();
  }

  @Override
  SessionStore store() {
    return new JdbiSessionStore(ThreadLocalRandom.current().nextBoolean() ? one : other);
  }
}
