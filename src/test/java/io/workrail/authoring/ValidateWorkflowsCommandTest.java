package io.workrail.authoring;

import static io.workrail.authoring.Documents.document;
import static io.workrail.authoring.Documents.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.configuration.CommandRun;
import io.workrail.configuration.ExitStatus;
import io.workrail.json.StrictJson;
import io.workrail.workflow.catalog.CatalogConfiguration;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateWorkflowsCommandTest {
  private static final String NEVER_HOLDS =
      step("second", "'runCondition':{'var':'x','gt':2,'lt':1}");

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("documents"));
  }

  @Test
  void withoutANameItChecksTheFoldersOfTheConfiguration() throws IOException {
    write("a.json", document("first", step("do-it")));
    Path other = Files.createDirectory(temp.resolve("others"));
    Files.writeString(other.resolve("b.json"), "{}");
    String storage = "{\"storage\":{\"path\":\"%s:%s\"}}".formatted(folder, other);

    CommandRun run = CommandRun.of(command(storage));

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.out()).contains(folder + "/a.json: ok", other + "/b.json");
  }

  @Test
  void withoutANameItIsAsStrictAsTheServer() throws IOException {
    write("a.json", document("first", step("do-it"), NEVER_HOLDS));
    String strict =
        "{\"storage\":{\"path\":\"%s\"},\"validation\":{\"strict\":true}}".formatted(folder);

    assertThat(CommandRun.of(command(strict)).status()).isEqualTo(ExitStatus.FAULT);
    assertThat(CommandRun.of(command(strict), folder.toString()).status()).isEqualTo(ExitStatus.OK);
  }

  @Test
  void documentsInADatabaseAreLeftToTheCommandThatListsThem() {
    CommandRun run = CommandRun.of(command("{\"storage\":{\"type\":\"database\"}}"));

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.err()).contains("workrail workflows list");
  }

  @Test
  void acceptsAFolderRecursivelyInPathOrder() throws IOException {
    write("b.json", document("second", step("do-it")));
    write("a/z.json", document("first", step("do-it"), step("check-it")));
    write("notes.txt", "not a document");

    CommandRun run = CommandRun.of(command("{}"), folder.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.lines())
        .containsExactly(
            folder.resolve("a/z.json") + ": ok, first 1.0.0, 2 steps",
            folder.resolve("b.json") + ": ok, second 1.0.0, 1 step");
    assertThat(run.err()).isEqualTo("2 files, 2 valid; 0 errors, 0 warnings\n");
  }

  @Test
  void writesOneCompilerLineForEachFinding() throws IOException {
    Path file = write("bad.json", "{\n  \"id\": \"bad\",\n  \"nmae\": \"N\"\n}");

    CommandRun run = CommandRun.of(command("{}"), folder.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.lines())
        .contains(file + ":3:11: error: \"nmae\" is not known here. Did you mean \"name\"? (/nmae)")
        .allSatisfy(line -> assertThat(line).startsWith(file + ":").contains(": error: "));
    assertThat(run.err()).startsWith("1 file, 0 valid; ");
  }

  @Test
  void saysWhichOfTwoDocumentsWithOneIdWouldServe() throws IOException {
    Path first = write("a.json", document("same", step("do-it")));
    Path second = write("b.json", "{\n" + document("same", step("do-it")).substring(1));

    CommandRun run = CommandRun.of(command("{}"), folder.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.lines())
        .containsExactly(
            first + ": ok, same 1.0.0, 1 step",
            second
                + ":2:6: error: the id \"same\" is taken by "
                + first
                + ", which would be served. Give one of the two documents another id. (/id)");
  }

  @Test
  void letsTwoFoldersHaveOneIdBecauseLaterSourcesOverride() throws IOException {
    write("one/a.json", document("same", step("do-it")));
    write("two/a.json", document("same", step("do-it")));

    CommandRun run =
        CommandRun.of(
            command("{}"), folder.resolve("one").toString(), folder.resolve("two").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
  }

  @Test
  void refusesWarningsOnlyWhenStrict() throws IOException {
    Path file = write("warned.json", document("warned", step("first"), NEVER_HOLDS));

    CommandRun lenient = CommandRun.of(command("{}"), file.toString());
    CommandRun strict = CommandRun.of(command("{}"), file.toString(), "--strict");

    assertThat(lenient.status()).isEqualTo(ExitStatus.OK);
    assertThat(lenient.out()).contains(": warning: the condition can never hold");
    assertThat(lenient.err()).isEqualTo("1 file, 1 valid; 0 errors, 1 warning\n");
    assertThat(strict.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(strict.err()).isEqualTo("1 file, 0 valid; 0 errors, 1 warning\n");
  }

  @Test
  void writesJsonForPrograms() throws Exception {
    Path good = write("good.json", document("good", step("do-it")));
    Path bad = write("wrong.json", "{]");

    CommandRun run =
        CommandRun.of(command("{}"), good.toString(), bad.toString(), "--format", "json");
    JsonNode result = StrictJson.parse(run.out());

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.err()).isEmpty();
    JsonNode first = result.path("files").path(0);
    assertThat(first.path("path").asText()).isEqualTo(good.toString());
    assertThat(first.path("valid").asBoolean()).isTrue();
    assertThat(first.path("id").asText()).isEqualTo("good");
    assertThat(first.path("version").asText()).isEqualTo("1.0.0");
    assertThat(first.path("hash").asText()).startsWith("sha256:");
    assertThat(first.path("findings")).isEmpty();
    JsonNode finding = result.path("files").path(1).path("findings").path(0);
    assertThat(finding.fieldNames())
        .toIterable()
        .containsExactly("severity", "pointer", "line", "column", "message", "fix");
    assertThat(finding.path("severity").asText()).isEqualTo("error");
    assertThat(result.path("summary"))
        .isEqualTo(Documents.value("{'files':2,'valid':1,'errors':1,'warnings':0}"));
  }

  @Test
  void refusesAFileThatIsTooLargeWithoutReadingItAll() throws IOException {
    Path file = write("large.json", "[" + " ".repeat(2 * WorkflowValidator.MAX_BYTES) + "]");

    CommandRun run = CommandRun.of(command("{}"), file.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.out()).contains(":1:1: error: the document is larger than 1048576 bytes.");
  }

  @Test
  void saysThatATextIsNotUtf8() throws IOException {
    Path file = folder.resolve("latin.json");
    Files.write(file, new byte[] {'"', (byte) 0xe9, '"'});

    CommandRun run = CommandRun.of(command("{}"), file.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.lines())
        .containsExactly(file + ":1:1: error: the text is not UTF-8. Save it as UTF-8.");
  }

  @Test
  void refusesALinkThatLeavesTheFolder() throws IOException {
    Path outside = Files.writeString(temp.resolve("o.json"), document("outside", step("do-it")));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), outside);

    CommandRun run = CommandRun.of(command("{}"), folder.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.out()).startsWith(link + ":1:1: error: The link leaves the folder");
  }

  @Test
  void keepsControlCharactersOfADocumentFromTheTerminal() throws IOException {
    write("sly.json", document("sly", step("do-it")).replace("\"name\"", "\"\\u001b[2Jx\\ny\""));

    CommandRun run = CommandRun.of(command("{}"), folder.toString());

    assertThat(run.out()).contains("[2Jx y").doesNotContain("\u001b");
  }

  @Test
  void isCalledWronglyForAPathThatDoesNotExist() {
    CommandRun run = CommandRun.of(command("{}"), folder.resolve("missing").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("there is no file or folder " + folder.resolve("missing") + "\n");
  }

  @Test
  void isCalledWronglyForAFolderWithoutDocuments() {
    CommandRun run = CommandRun.of(command("{}"), folder.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err())
        .startsWith("no *.json file in " + folder)
        .contains("there is nothing to check");
  }

  @Test
  void theEmptyOrMissingFoldersOfANewServerAreNoFault() throws Exception {
    String storage =
        "{\"storage\":{\"path\":\"%s:%s\"}}".formatted(folder, temp.resolve("missing"));

    CommandRun run = CommandRun.of(command(storage));
    CommandRun json = CommandRun.of(command(storage), "--format", "json");

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.err())
        .contains(
            "there is no folder " + temp.resolve("missing"),
            "no *.json file in " + folder,
            "no documents to check yet");
    assertThat(json.status()).isEqualTo(ExitStatus.OK);
    assertThat(StrictJson.parse(json.out()).at("/summary/files").asInt(-1)).isZero();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static ValidateWorkflowsCommand command(String configuration) {
    return new ValidateWorkflowsCommand(
        (bootstrap, arguments) -> {
          try {
            return StrictJson.mapper().readValue(configuration, CatalogConfiguration.class);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
