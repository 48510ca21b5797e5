package io.workrail.session;

import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionStoreTest extends SessionStoreContract {
  @TempDir static Path folder;
  private static Database database;

  @BeforeAll
  static void open() {
    database = TestDatabase.sqlite(folder);
  }

  @AfterAll
  static void close() {
    database.stop();
  }

  @Override
  SessionStore store() {
    return new JdbiSessionStore(database);
  }
}
