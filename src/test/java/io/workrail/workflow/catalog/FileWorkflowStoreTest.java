package io.workrail.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.WorkflowStore.NewWorkflow;
import io.workrail.workflow.catalog.WorkflowStore.StoredWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWorkflowStoreTest extends WorkflowStoreContract {
  private static final WorkflowId ID = new WorkflowId("some-id");

  @TempDir Path folder;

  @Override
  WorkflowStore open() {
    return new FileWorkflowStore(folder);
  }

  @Test
  void aDocumentKeepsItsFile() throws IOException {
    Path file = Files.createDirectories(folder.resolve("team")).resolve("whatever.json");
    Files.writeString(file, document("some-id", "1.0.0"));
    String version = open().find(ID).orElseThrow().version();
    assertThat(open().put(version("2.0.0"), Optional.of(version))).isTrue();
    assertThat(file).content().contains("2.0.0");
    assertThat(documents()).containsExactly("team/whatever.json");
  }

  @Test
  void aFileWithAnotherDocumentIsNeverOverwritten() throws IOException {
    Files.writeString(folder.resolve("some-id.json"), document("other-id", "1.0.0"));
    assertThat(open().put(version("1.0.0"), Optional.empty())).isTrue();
    assertThat(folder.resolve("some-id.json")).content().contains("other-id");
    assertThat(open().find(ID).orElseThrow().text()).contains("some-id");
  }

  @Test
  void whatACrashLeftUnfinishedIsNeitherServedNorInTheWay() throws IOException {
    Files.writeString(folder.resolve(".workrail-unfinished"), "{");
    assertThat(open().list().files()).isEmpty();
    assertThat(open().put(version("1.0.0"), Optional.empty())).isTrue();
    assertThat(folder.resolve(".workrail-unfinished")).doesNotExist();
    assertThat(documents()).containsExactly("some-id.json");
  }

  @Test
  void ofSeveralFilesWithOneIdNoneIsRemoved() throws IOException {
    Files.writeString(folder.resolve("a.json"), document("some-id", "1.0.0"));
    Files.writeString(folder.resolve("b.json"), document("some-id", "2.0.0"));
    String served = open().find(ID).orElseThrow().version();
    assertThatExceptionOfType(WorkflowStoreException.class)
        .isThrownBy(() -> open().remove(ID, served))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(WorkflowStoreException.Reason.AMBIGUOUS))
        .withMessageContaining("a.json, b.json");
    assertThat(documents()).hasSize(2);
  }

  @Test
  void aMissingFolderIsSaidAndNotMade() throws IOException {
    Files.delete(folder);
    assertThatExceptionOfType(WorkflowStoreException.class)
        .isThrownBy(() -> open().put(version("1.0.0"), Optional.empty()))
        .withMessageContaining("does not exist");
    assertThatExceptionOfType(WorkflowStoreException.class)
        .isThrownBy(() -> open().find(ID))
        .withMessageContaining("WORKFLOW_STORAGE_PATH");
    assertThat(folder).doesNotExist();
    Files.createDirectory(folder);
  }

  @Test
  void aFileInThePlaceOfTheFolderIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("no-folder"), "text");
    assertThatExceptionOfType(WorkflowStoreException.class)
        .isThrownBy(() -> new FileWorkflowStore(file).put(version("1.0.0"), Optional.empty()))
        .withMessageContaining(file.toString())
        .withMessageContaining("df -h");
    assertThat(file).hasContent("text");
  }

  @Test
  void aWriteThatFailsLeavesTheVersionBefore() throws IOException {
    assertThat(open().put(version("1.0.0"), Optional.empty())).isTrue();
    String before = open().find(ID).orElseThrow().version();
    Files.createDirectories(folder.resolve(".workrail-unfinished/in-the-way"));
    assertThatExceptionOfType(WorkflowStoreException.class)
        .isThrownBy(() -> open().put(version("2.0.0"), Optional.of(before)));
    assertThat(open().find(ID).orElseThrow().text()).contains("1.0.0");
  }

  @Test
  void whoeverReadsMeanwhileSeesWholeDocuments() throws Exception {
    WorkflowStore store = open();
    assertThat(store.put(version("1.0.0"), Optional.empty())).isTrue();
    WorkflowCatalog catalog = catalog();
    catalog.reload();
    AtomicBoolean isOver = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 1; i <= 100; i++) {
                String text = document("some-id", "1.0." + i) + " ".repeat(i % 2 * 500_000);
                store.put(
                    new NewWorkflow(ID, text, "ada"), store.find(ID).map(StoredWorkflow::version));
              }
              isOver.set(true);
            });
    writer.start();
    while (!isOver.get()) {
      assertThat(catalog.reload().problems()).isEmpty();
      assertThat(catalog.snapshot().documents()).hasSize(1);
    }
    writer.join();
    catalog.reload();
    assertThat(catalog.require("some-id").workflow().version()).isEqualTo("1.0.100");
  }

  private static NewWorkflow version(String version) {
    return new NewWorkflow(ID, document("some-id", version), "ada");
  }

  private Stream<String> documents() throws IOException {
    return open().list().files().stream().map(SourceFile::path);
  }
}
