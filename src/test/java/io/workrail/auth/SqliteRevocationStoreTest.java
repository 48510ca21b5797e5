package io.workrail.auth;

import io.workrail.storage.OpenDatabase;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SqliteRevocationStoreTest extends RevocationStoreContract {
  @TempDir Path folder;

  @RegisterExtension
  final OpenDatabase database = new OpenDatabase(() -> TestDatabase.sqlite(folder));

  @Override
  RevocationStore open() {
    return new JdbiRevocationStore(database.get());
  }
}
