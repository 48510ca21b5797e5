package io.workrail.auth;

import io.workrail.storage.OpenDatabase;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRevocationStoreTest extends RevocationStoreContract {

  @RegisterExtension
  final OpenDatabase database =
      new OpenDatabase(() -> TestDatabase.postgresql(PostgresServer.shared().createDatabase()));

  @Override
  RevocationStore open() {
    return new JdbiRevocationStore(database.get());
  }
}
