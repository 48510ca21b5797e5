package io.workrail.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.WorkflowStore.NewWorkflow;
import io.workrail.workflow.catalog.WorkflowStore.StoredWorkflow;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of documents promises. */
abstract class WorkflowStoreContract {
  private static final WorkflowId ID = new WorkflowId("team.some-work");
  private static final int WRITERS = 8;

  private WorkflowStore store;

  /** Another view of the same store, as another server has it. */
  abstract WorkflowStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  static String document(String id, String version) {
    return """
        {"id":"%s","name":"Näme 😀","description":"Description.","version":"%s",
         "steps":[{"id":"only-step","title":"Only","prompt":"Do it."}]}
        """
        .formatted(id, version);
  }

  private static NewWorkflow version(String version) {
    return new NewWorkflow(ID, document(ID.value(), version), "ada");
  }

  private String put(String version, Optional<String> expected) {
    assertThat(store.put(version(version), expected)).isTrue();
    return store.find(ID).map(StoredWorkflow::version).orElseThrow();
  }

  @Test
  void givesBackEveryCharacterAlsoToOthers() {
    put("1.0.0", Optional.empty());
    assertThat(open().find(ID).orElseThrow().text()).isEqualTo(version("1.0.0").text());
    assertThat(store.find(new WorkflowId("some-work"))).isEmpty();
  }

  @Test
  void createsOnlyWhereThereIsNone() {
    put("1.0.0", Optional.empty());
    assertThat(open().put(version("2.0.0"), Optional.empty())).isFalse();
    assertThat(store.find(ID).orElseThrow().text()).contains("1.0.0");
  }

  @Test
  void replacesOnlyTheVersionThatWasSeen() {
    String first = put("1.0.0", Optional.empty());
    String second = put("2.0.0", Optional.of(first));
    assertThat(second).isNotEqualTo(first);
    assertThat(open().put(version("3.0.0"), Optional.of(first))).isFalse();
    assertThat(store.find(ID).orElseThrow().text()).contains("2.0.0");
    assertThat(put("3.0.0", Optional.of(second))).isNotEqualTo(second);
  }

  @Test
  void replacesNothingWhereThereIsNone() {
    assertThat(store.put(version("1.0.0"), Optional.of("a version"))).isFalse();
    assertThat(store.find(ID)).isEmpty();
  }

  @Test
  void removesOnlyTheVersionThatWasSeen() {
    String first = put("1.0.0", Optional.empty());
    String second = put("2.0.0", Optional.of(first));
    assertThat(store.remove(ID, first)).isFalse();
    assertThat(open().remove(ID, second)).isTrue();
    assertThat(store.find(ID)).isEmpty();
    assertThat(store.remove(ID, second)).isFalse();
    put("1.0.0", Optional.empty());
  }

  @Test
  void anotherSpacingIsAnotherVersion() {
    String first = put("1.0.0", Optional.empty());
    String spaced = version("1.0.0").text().replace(",", " ,");
    assertThat(store.put(new NewWorkflow(ID, spaced, "ada"), Optional.of(first))).isTrue();
    assertThat(store.find(ID).orElseThrow().version()).isNotEqualTo(first);
  }

  @Test
  void ofManyWritersAtOnceOneWins() throws Exception {
    String first = put("1.0.0", Optional.empty());
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        WorkflowStore other = open();
        NewWorkflow document = version("2.0." + i);
        writers.add(() -> other.put(document, Optional.of(first)));
      }
      int winners = 0;
      for (Future<Boolean> done : pool.invokeAll(writers)) {
        winners += done.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aCatalogueServesWhatIsStoredAndForgetsWhatIsRemoved() {
    WorkflowCatalog catalog = catalog();
    String first = put("1.0.0", Optional.empty());
    assertThat(catalog.reload().documents()).containsOnlyKeys(ID);
    String second = put("2.0.0", Optional.of(first));
    catalog.reload();
    assertThat(catalog.require(ID.value()).workflow().version()).isEqualTo("2.0.0");
    assertThat(catalog.findEntry(ID.value()).orElseThrow().origin()).isEqualTo(Origin.STORAGE);
    store.remove(ID, second);
    assertThat(catalog.reload().documents()).isEmpty();
  }

  @Test
  void aBrokenDocumentHurtsNoOtherAndIsAProblem() {
    WorkflowCatalog catalog = catalog();
    put("1.0.0", Optional.empty());
    WorkflowId other = new WorkflowId("other-work");
    store.put(new NewWorkflow(other, document("other-work", "1.0.0"), "ada"), Optional.empty());
    catalog.reload();
    String version = store.find(other).orElseThrow().version();
    store.put(new NewWorkflow(other, "{ \"broken", "ada"), Optional.of(version));
    CatalogSnapshot snapshot = catalog.reload();
    assertThat(snapshot.documents()).containsOnlyKeys(ID, other);
    assertThat(snapshot.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).startsWith("other-work");
              assertThat(problem.message()).contains("last good version stays served");
            });
    CatalogSnapshot afterRestart = catalog().reload();
    assertThat(afterRestart.documents()).containsOnlyKeys(ID);
    assertThat(afterRestart.problems()).hasSize(1);
  }

  @Test
  void aBrokenDocumentIsFoundSoThatItCanBeReplacedAndRemoved() {
    store.put(new NewWorkflow(ID, "{ \"broken", "ada"), Optional.empty());
    String broken = open().find(ID).map(StoredWorkflow::version).orElseThrow();
    String mended = put("1.0.0", Optional.of(broken));
    store.put(new NewWorkflow(ID, "{ \"broken", "ada"), Optional.of(mended));
    assertThat(store.remove(ID, broken)).isTrue();
  }

  @Test
  void aCatalogueThatReadBeforeReadsOnlyWhatIsNew() throws Exception {
    put("1.0.0", Optional.empty());
    WorkflowStore reader = open();
    for (SourceFile file : reader.list().files()) {
      assertThat(new String(file.content().read(), StandardCharsets.UTF_8)).contains("1.0.0");
    }
    SourceFile again = reader.list().files().get(0);
    assertThat(new String(again.content().read(), StandardCharsets.UTF_8)).contains("1.0.0");
  }

  WorkflowCatalog catalog() {
    return new WorkflowCatalog(List.of(open()), new WorkflowValidator(), false);
  }
}
