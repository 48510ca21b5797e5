package io.workrail.workflow.catalog;

import io.workrail.storage.Database;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresWorkflowStoreTest extends WorkflowStoreContract {
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
  WorkflowStore open() {
    return new JdbiWorkflowStore(database, Clock.systemUTC());
  }
}
