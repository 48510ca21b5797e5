package io.workrail.storage;

import org.junit.jupiter.api.BeforeAll;

class PostgresDatabaseTest extends DatabaseContract {
  private static String address;

  @BeforeAll
  static void createDatabase() {
    address = PostgresServer.shared().createDatabase();
  }

  @Override
  Database open() {
    return TestDatabase.postgresql(address);
  }
}
