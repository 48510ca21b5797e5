package io.workrail.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends DatabaseContract {
  @TempDir Path folder;

  @Override
  Database open() {
    return TestDatabase.sqlite(folder);
  }
}
