package io.workrail.auth;

import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteRevocationStoreTest extends RevocationStoreContract {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  @Override
  void openStore() {
    database = TestDatabase.sqlite(folder);
    super.openStore();
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Override
  RevocationStore open() {
    return new JdbiRevocationStore(database);
  }
}
