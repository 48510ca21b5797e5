package io.workrail.auth;

import io.workrail.storage.Database;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresRevocationStoreTest extends RevocationStoreContract {
  private Database database;

  @BeforeEach
  @Override
  void openStore() {
    database = TestDatabase.postgresql(PostgresServer.shared().createDatabase());
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
