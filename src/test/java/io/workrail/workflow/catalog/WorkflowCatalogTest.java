package io.workrail.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowCatalogTest {
  @TempDir Path temp;
  private Path low;
  private Path high;
  private WorkflowCatalog catalog;

  @BeforeEach
  void folders() throws IOException {
    low = Files.createDirectories(temp.resolve("low"));
    high = Files.createDirectories(temp.resolve("high"));
    catalog = catalog(false);
  }

  @Test
  void isEmptyAndLoadedWithoutDocuments() {
    assertThat(catalog.isLoaded()).isFalse();
    assertThat(catalog.reload().documents()).isEmpty();
    assertThat(catalog.isLoaded()).isTrue();
  }

  @Test
  void readsFoldersInsideFolders() throws IOException {
    write(low.resolve("a/b/deep.json"), document("deep-one", "1.0.0"));
    write(low.resolve("notes.txt"), "not a document");
    assertThat(catalog.reload().documents().keySet()).containsExactly(new WorkflowId("deep-one"));
  }

  @Test
  void aLaterFolderTakesPrecedenceOnlyWithAValidDocument() throws IOException {
    write(low.resolve("x.json"), document("same-id", "1.0.0"));
    write(high.resolve("y.json"), document("same-id", "2.0.0"));
    catalog.reload();
    assertThat(catalog.require("same-id").workflow().version()).isEqualTo("2.0.0");

    WorkflowCatalog fresh = catalog(false);
    write(high.resolve("y.json"), "{ broken");
    fresh.reload();
    assertThat(fresh.require("same-id").workflow().version()).isEqualTo("1.0.0");
    assertThat(fresh.snapshot().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.file()).isEqualTo("y.json"));
  }

  @Test
  void theLastGoodVersionStaysServedWhileAFileIsBroken() throws IOException {
    Path file = low.resolve("x.json");
    write(file, document("some-id", "1.0.0"));
    catalog.reload();
    write(file, document("some-id", "not a version"));
    catalog.reload();
    assertThat(catalog.require("some-id").workflow().version()).isEqualTo("1.0.0");
    assertThat(catalog.snapshot().problems().get(0).message())
        .contains("/version")
        .contains("last good version stays served");
    write(file, document("some-id", "1.1.0"));
    catalog.reload();
    assertThat(catalog.require("some-id").workflow().version()).isEqualTo("1.1.0");
    assertThat(catalog.snapshot().problems()).isEmpty();
    Files.delete(file);
    assertThat(catalog.reload().documents()).isEmpty();
  }

  @Test
  void ofTwoDocumentsWithOneIdTheFirstPathServes() throws IOException {
    write(low.resolve("a.json"), document("same-id", "1.0.0"));
    write(low.resolve("b.json"), document("same-id", "2.0.0"));
    catalog.reload();
    assertThat(catalog.require("same-id").workflow().version()).isEqualTo("1.0.0");
    assertThat(catalog.snapshot().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo("b.json");
              assertThat(problem.message()).contains("taken by a.json");
            });
  }

  @Test
  void linksThatLeaveTheFolderAreRefusedAndOthersFollowed() throws IOException {
    Path outside = temp.resolve("outside.json");
    write(outside, document("outside-id", "1.0.0"));
    write(low.resolve("real.txt"), document("linked-id", "1.0.0"));
    Files.createSymbolicLink(low.resolve("leaves.json"), outside);
    Files.createSymbolicLink(low.resolve("nowhere.json"), temp.resolve("none"));
    Files.createSymbolicLink(low.resolve("inside.json"), low.resolve("real.txt"));
    catalog.reload();
    assertThat(catalog.find("outside-id")).isEmpty();
    assertThat(catalog.find("linked-id")).isPresent();
    assertThat(catalog.snapshot().problems())
        .extracting(CatalogProblem::file)
        .containsExactlyInAnyOrder("leaves.json", "nowhere.json");
  }

  @Test
  void aMissingFolderAndTextThatIsNotUtf8AreProblems() throws IOException {
    Files.delete(high);
    Files.write(low.resolve("latin.json"), new byte[] {'"', (byte) 0xe4, '"'});
    assertThat(catalog.reload().problems())
        .extracting(CatalogProblem::message)
        .anyMatch(message -> message.contains("does not exist"))
        .anyMatch(message -> message.contains("UTF-8"));
  }

  @Test
  void aLinkThatLeadsNowhereIsAProblemAndHurtsNoOtherFile() throws IOException {
    write(low.resolve("good.json"), document("good-one", "1.0.0"));
    Files.createSymbolicLink(low.resolve("dangling.json"), temp.resolve("nothing.json"));

    CatalogSnapshot snapshot = catalog.reload();

    assertThat(snapshot.documents().keySet()).containsExactly(new WorkflowId("good-one"));
    assertThat(snapshot.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo("dangling.json");
              assertThat(problem.message()).contains("leads nowhere");
            });
  }

  @Test
  void aFileThatCannotBeReadKeepsItsLastGoodVersionAndIsTriedAgain() {
    Flaky source = new Flaky();
    WorkflowCatalog flaky = new WorkflowCatalog(List.of(source), new WorkflowValidator(), false);
    source.version = "1.0.0";
    flaky.reload();

    source.version = "2.0.0";
    source.broken = true;
    assertThat(flaky.reload().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("cannot be read"));
    assertThat(flaky.require("flaky-one").workflow().version()).isEqualTo("1.0.0");

    // Nothing changed in the listing: only a file that is tried again can come back.
    source.broken = false;
    assertThat(flaky.reload().problems()).isEmpty();
    assertThat(flaky.require("flaky-one").workflow().version()).isEqualTo("2.0.0");
  }

  @Test
  void aFolderThatGoesAwayKeepsItsDocumentsServed() throws IOException {
    write(low.resolve("x.json"), document("some-id", "1.0.0"));
    catalog.reload();
    CatalogHealthCheck health = new CatalogHealthCheck(catalog);
    Path away = Files.move(low, temp.resolve("away"));
    assertThat(catalog.isOutdated()).isTrue();
    CatalogSnapshot without = catalog.reload();
    assertThat(without.documents()).containsOnlyKeys(new WorkflowId("some-id"));
    assertThat(without.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo(low.toString());
              assertThat(problem.message())
                  .contains("does not exist", "create it", "What was read before stays served");
            });
    assertThat(health.execute().getMessage())
        .startsWith("1 workflow; 1 problem, the first: ")
        .contains(low.toString(), "create it");
    assertThat(catalog.isOutdated()).as("nothing new: not read again and again").isFalse();

    Files.writeString(low, "a file in its place");
    assertThat(catalog.reload().documents()).hasSize(1);
    Files.delete(low);
    write(away.resolve("y.json"), document("other-id", "1.0.0"));
    Files.move(away, low);
    assertThat(catalog.isOutdated()).isTrue();
    CatalogSnapshot back = catalog.reload();
    assertThat(back.documents()).hasSize(2);
    assertThat(back.problems()).isEmpty();
    assertThat(health.execute().getMessage()).isEqualTo("2 workflows");
    Files.delete(low.resolve("x.json"));
    assertThat(catalog.reload().documents()).containsOnlyKeys(new WorkflowId("other-id"));
  }

  @Test
  void aFolderInsideThatCannotBeReadKeepsItsDocumentsAndHoldsUpNoOther() {
    Partial source = new Partial();
    WorkflowCatalog partial = new WorkflowCatalog(List.of(source), new WorkflowValidator(), false);
    source.paths = List.of("a/one.json", "ab/two.json", "three.json");
    assertThat(partial.reload().documents()).hasSize(3);
    source.paths = List.of("three.json");
    source.unreadable = List.of("a");
    assertThat(partial.reload().documents())
        .containsOnlyKeys(new WorkflowId("a-one"), new WorkflowId("three"));
    source.unreadable = List.of();
    assertThat(partial.reload().documents()).containsOnlyKeys(new WorkflowId("three"));
  }

  @Test
  void aGoodDocumentComesBeforeTheMemoryOfABrokenFile() throws IOException {
    write(low.resolve("a.json"), document("some-id", "1.0.0"));
    catalog.reload();
    write(low.resolve("a.json"), "{ broken");
    write(low.resolve("b.json"), document("some-id", "2.0.0"));
    catalog.reload();
    assertThat(catalog.require("some-id").workflow().version()).isEqualTo("2.0.0");
    assertThat(catalog.snapshot().problems())
        .extracting(CatalogProblem::file)
        .containsExactly("a.json");
  }

  @Test
  void tooLargeADocumentIsAProblem() throws IOException {
    Files.write(low.resolve("large.json"), new byte[WorkflowValidator.MAX_BYTES + 10]);
    assertThat(catalog.reload().problems().get(0).message()).contains("larger than 1048576");
  }

  @Test
  void strictModeRefusesWarnings() throws IOException {
    String longPrompt = document("long-prompt", "1.0.0").replace("Do it.", "x".repeat(2_500));
    write(low.resolve("x.json"), longPrompt);
    assertThat(catalog(false).reload().documents()).hasSize(1);
    assertThat(catalog(true).reload().documents()).isEmpty();
  }

  @Test
  void anUnknownIdNamesTheNearest() throws IOException {
    write(low.resolve("x.json"), document("code-review", "1.0.0"));
    catalog.reload();
    assertThatExceptionOfType(WorkflowNotFoundException.class)
        .isThrownBy(() -> catalog.require("code-reviw"))
        .satisfies(e -> assertThat(e.nearest()).hasValue("code-review"));
    assertThat(catalog.find("../../etc/passwd")).isEmpty();
  }

  @Test
  void aSnapshotDoesNotChangeUnderACall() throws IOException {
    write(low.resolve("x.json"), document("some-id", "1.0.0"));
    CatalogSnapshot held = catalog.reload();
    write(low.resolve("y.json"), document("other-id", "1.0.0"));
    catalog.reload();
    assertThat(held.documents()).hasSize(1);
    assertThat(catalog.snapshot().documents()).hasSize(2);
  }

  @Test
  void loadsTwoThousandDocuments() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      write(low.resolve("w" + i + ".json"), document("generated-" + i, "1.0.0"));
    }
    assertThat(catalog.reload().documents()).hasSize(2_000);
    assertThat(catalog.reload()).isEqualTo(catalog.snapshot());
  }

  @Test
  void theHealthCheckIsRedUntilTheFirstLoad() {
    CatalogHealthCheck check = new CatalogHealthCheck(catalog);
    assertThat(check.execute().isHealthy()).isFalse();
    catalog.reload();
    assertThat(check.execute().isHealthy()).isTrue();
  }

  private WorkflowCatalog catalog(boolean strict) {
    return new WorkflowCatalog(
        List.of(new DirectorySource(low), new DirectorySource(high)),
        new WorkflowValidator(),
        strict);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String document(String id, String version) {
    return """
        {"id":"%s","name":"Name","description":"Description.","version":"%s",
         "steps":[{"id":"only-step","title":"Only","prompt":"Do it."}]}"""
        .formatted(id, version);
  }

  /** A source whose one file cannot always be read. */
  private static final class Flaky implements WorkflowSource {
    private String version = "";
    private boolean broken;

    @Override
    public Listing list() {
      return new Listing(List.of(new SourceFile("flaky.json", version, this::read)), List.of());
    }

    private byte[] read() throws IOException {
      if (broken) {
        throw new IOException("no permission");
      }
      return document("flaky-one", version).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Path> watchedFolder() {
      return Optional.empty();
    }
  }

  /** A source of which parts cannot be listed. */
  private static final class Partial implements WorkflowSource {
    private List<String> paths = List.of();
    private List<String> unreadable = List.of();

    @Override
    public Listing list() {
      return new Listing(paths.stream().map(Partial::file).toList(), List.of(), unreadable);
    }

    private static SourceFile file(String path) {
      String id = path.replace(".json", "").replace('/', '-');
      byte[] text = document(id, "1.0.0").getBytes(StandardCharsets.UTF_8);
      return new SourceFile(path, "1", () -> text);
    }

    @Override
    public Optional<Path> watchedFolder() {
      return Optional.empty();
    }
  }
}
