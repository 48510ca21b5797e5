package io.workrail.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.workrail.storage.Database;
import io.workrail.storage.ForwardingDatabase;
import io.workrail.storage.OpenDatabase;
import io.workrail.storage.StorageUnavailableException;
import io.workrail.storage.TestDatabase;
import io.workrail.storage.UnitOfWork;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.WorkflowStore.NewWorkflow;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SqliteWorkflowStoreTest extends WorkflowStoreContract {
  @TempDir Path folder;

  @RegisterExtension
  final OpenDatabase database = new OpenDatabase(() -> TestDatabase.sqlite(folder));

  @Override
  WorkflowStore open() {
    return new JdbiWorkflowStore(database.get(), Clock.systemUTC());
  }

  @Test
  void aCatalogueKnowsThatItIsOutdatedOnlyAfterAChange() {
    WorkflowCatalog catalog = catalog();
    catalog.reload();
    assertThat(catalog.isOutdated()).isFalse();
    WorkflowId id = new WorkflowId("some-id");
    String text = document("some-id", "1.0.0");
    assertThat(open().put(new NewWorkflow(id, text, "ada"), Optional.of("none"))).isFalse();
    assertThat(catalog.isOutdated()).isFalse();
    open().put(new NewWorkflow(id, text, "ada"), Optional.empty());
    assertThat(catalog.isOutdated()).isTrue();
    catalog.reload();
    assertThat(catalog.isOutdated()).isFalse();
    open().remove(id, TextDigest.of(text));
    assertThat(catalog.isOutdated()).isTrue();
  }

  /** Somebody may write into the table by hand. */
  @Test
  void aDocumentUnderAnotherIdThanItsOwnIsAProblem() {
    database
        .get()
        .write(
            handle ->
                handle.execute(
                    "INSERT INTO workflows (id, document, digest, published_at, published_by)"
                        + " VALUES (?, ?, 'x', 0, 'hand')",
                    "not its ID",
                    document("some-id", "1.0.0")));
    CatalogSnapshot snapshot = catalog().reload();
    assertThat(snapshot.documents()).isEmpty();
    assertThat(snapshot.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("filed as \"not its ID\""));
  }

  @Test
  void aDatabaseThatGoesAwayKeepsItsDocumentsServed() throws Exception {
    WorkflowId id = new WorkflowId("some-id");
    open().put(new NewWorkflow(id, document("some-id", "1.0.0"), "ada"), Optional.empty());
    Switched switched = new Switched(database.get());
    JdbiWorkflowStore store = new JdbiWorkflowStore(switched, Clock.systemUTC());
    WorkflowCatalog catalog = new WorkflowCatalog(List.of(store), new WorkflowValidator(), false);
    DatabaseStorageHealthCheck health = new DatabaseStorageHealthCheck(store);
    catalog.reload();
    assertThat(health.execute().isHealthy()).isTrue();

    switched.isGone = true;
    assertThat(catalog.isOutdated()).isTrue();
    CatalogSnapshot without = catalog.reload();
    assertThat(without.documents()).containsOnlyKeys(id);
    assertThat(without.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("cannot be reached", "DATABASE_URL", "stays served"));
    assertThat(catalog.isOutdated()).as("nothing new: not read again and again").isFalse();
    assertThat(health.execute().isHealthy()).isFalse();

    switched.isGone = false;
    assertThat(catalog.isOutdated()).isTrue();
    assertThat(catalog.reload().problems()).isEmpty();
    assertThat(health.execute().isHealthy()).isTrue();
  }

  /** Between the look at the fingerprint and the listing, a source may go or come back. */
  @Test
  void whatComesBackDuringALoadIsLookedAtAgain() {
    Switched switched = new Switched(database.get());
    JdbiWorkflowStore store = new JdbiWorkflowStore(switched, Clock.systemUTC());
    WorkflowCatalog catalog = new WorkflowCatalog(List.of(store), new WorkflowValidator(), false);
    switched.readsUntilGone = 1;
    assertThat(catalog.reload().problems()).hasSize(1);
    assertThat(catalog.isOutdated()).isTrue();
    switched.readsUntilGone = Integer.MAX_VALUE;
    assertThat(catalog.reload().problems()).isEmpty();
    assertThat(catalog.isOutdated()).isFalse();
  }

  /** A listing that was not read to its end does not lose documents. */
  @Test
  void aTextThatWasListedBeforeIsReadWhenItIsNeeded() throws Exception {
    WorkflowId id = new WorkflowId("some-id");
    String text = document("some-id", "1.0.0");
    open().put(new NewWorkflow(id, text, "ada"), Optional.empty());
    WorkflowStore reader = open();
    SourceFile unread = reader.list().files().get(0);
    SourceFile again = reader.list().files().get(0);
    assertThat(new String(again.content().read(), StandardCharsets.UTF_8)).isEqualTo(text);
    open().remove(id, TextDigest.of(text));
    assertThat(new String(unread.content().read(), StandardCharsets.UTF_8)).isEqualTo(text);
    assertThatIOException().isThrownBy(() -> again.content().read());
  }

  /** A database that can be taken away. */
  private static final class Switched extends ForwardingDatabase {
    private boolean isGone;
    private int readsUntilGone = Integer.MAX_VALUE;

    Switched(Database database) {
      super(database);
    }

    @Override
    public <T, X extends Exception> T read(UnitOfWork<T, X> unit) throws X {
      if (isGone || readsUntilGone-- <= 0) {
        throw new StorageUnavailableException(StorageUnavailableException.Reason.GONE, null);
      }
      return super.read(unit);
    }
  }
}
