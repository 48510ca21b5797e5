package io.workrail.workflow.catalog;

import io.workrail.storage.OpenDatabase;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import java.time.Clock;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresWorkflowStoreTest extends WorkflowStoreContract {

  @RegisterExtension
  final OpenDatabase database =
      new OpenDatabase(() -> TestDatabase.postgresql(PostgresServer.shared().createDatabase()));

  @Override
  WorkflowStore open() {
    return new JdbiWorkflowStore(database.get(), Clock.systemUTC());
  }
}
