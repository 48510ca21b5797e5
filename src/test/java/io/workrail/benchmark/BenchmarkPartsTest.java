package io.workrail.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.benchmark.server.JvmFlags;
import io.workrail.workflow.catalog.CatalogSnapshot;
import io.workrail.workflow.catalog.DirectorySource;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark that measures something else than it says is worse than none. */
class BenchmarkPartsTest {
  @Test
  void measuresWithTheOptionsOfEveryServer() throws IOException {
    String start = Files.readString(Path.of("scripts/workrail"));

    for (String flag : JvmFlags.SERVER) {
      assertThat(start).contains(flag.startsWith("-Xmx") ? "${MEMORY_LIMIT:-100MB}" : flag);
    }
  }

  @Test
  void generatesDocumentsThatAreServed(@TempDir Path folder) throws IOException {
    GeneratedCatalogue.write(folder, 25);

    WorkflowCatalog catalog =
        new WorkflowCatalog(List.of(new DirectorySource(folder)), new WorkflowValidator(), true);
    CatalogSnapshot snapshot = catalog.reload();

    assertThat(snapshot.problems()).isEmpty();
    assertThat(snapshot.documents()).hasSize(25);
  }

  @Test
  void walksARealWorkflowToItsEnd() throws IOException {
    List<ObjectNode> calls = WorkflowWalk.arguments();

    assertThat(calls).hasSizeBetween(8, 30);
    assertThat(calls.get(0).path("completedSteps")).isEmpty();
    String history = calls.get(calls.size() - 1).path("completedSteps").toString();
    assertThat(history).contains("run-one-experiment", "review-the-fix");
    assertThat(history.split("run-one-experiment", -1)).hasSize(4);
  }

  @Test
  void quotesTheMedianAndTheEnds() {
    assertThat(Spread.of(DoubleStream.of(3, 1, 2)).text(1)).isEqualTo("2.0 (1.0–3.0)");
    assertThat(Spread.of(DoubleStream.of(4, 1, 2, 3)).median()).isEqualTo(2.5);
  }

  @Test
  void printsATableThatCanBePasted() {
    MarkdownTable table = new MarkdownTable("", "ms").row("page", "1.25");

    assertThat(table)
        .hasToString(
            """
            |      | ms   |
            |------|------|
            | page | 1.25 |""");
  }
}
