package io.workrail.auth;

class MemoryRevocationStoreTest extends RevocationStoreContract {
  private final MemoryRevocationStore store = new MemoryRevocationStore();

  @Override
  RevocationStore open() {
    return store;
  }
}
