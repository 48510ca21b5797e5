package io.workrail.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.WorkflowStore.NewWorkflow;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteWorkflowStoreTest extends WorkflowStoreContract {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  @Override
  void openStore() {
    database = TestDatabase.sqlite(folder);
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
    database.write(
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
}
