package io.workrail.storage;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of one test: opened before it and closed after it. */
public final class OpenDatabase implements BeforeEachCallback, AfterEachCallback {
  private final Supplier<Database> opening;
  private @Nullable Database database;

  /** Opens it as this says. */
  public OpenDatabase(Supplier<Database> opening) {
    this.opening = opening;
  }

  /** The database of the test that runs. */
  public Database get() {
    return Objects.requireNonNull(database);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database = opening.get();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    get().stop();
  }
}
