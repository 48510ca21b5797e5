package io.workrail.authoring;

import static io.workrail.authoring.Documents.document;
import static io.workrail.authoring.Documents.loop;
import static io.workrail.authoring.Documents.step;
import static io.workrail.authoring.Documents.stepWhen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.configuration.CommandRun;
import io.workrail.configuration.ExitStatus;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkCommandTest {
  @TempDir Path temp;
  private String file;

  @BeforeEach
  void writeDocument() throws IOException {
    file =
        write(
            "sized.json",
            document(
                "sized",
                step(
                    "look",
                    "'agentRole':'You are careful.'",
                    "'validationCriteria':[{'type':'contains','value':'x','message':'Say x.'}]"),
                stepWhen("plan-large", "{'var':'taskSize','equals':'large'}"),
                step("finish", "'requireConfirmation':true")));
  }

  @Test
  void showsEachStepAsTheAgentGetsItAndWhyOthersAreSkipped() {
    CommandRun run =
        CommandRun.of(new WalkCommand(), file, "--context", "{\"taskSize\":\"small\"}");

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out())
        .isEqualTo(
            """
            sized 1.0.0: N

              1. look: look

                 ## Agent Role Instructions
                 You are careful.

                 Do look.

                 confirmation: not needed
                 criterion: Say x.

            skipped plan-large: taskSize is "small" (needs "large")

              2. finish: finish

                 Do finish.

                 confirmation: a person has to agree

            complete after 2 steps
            """);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void endsWithAFaultWhenTheEngineAsksForInformation() {
    CommandRun run = CommandRun.of(new WalkCommand(), file);

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.out())
        .contains("skipped plan-large: taskSize is not set (needs \"large\")")
        .contains("blocked after 2 steps\n")
        .contains("- taskSize: not set; it is compared with \"large\"");
  }

  @Test
  void readsTheContextFromAFile() throws IOException {
    String context = write("context.json", "{\"taskSize\":\"large\"}");

    CommandRun run = CommandRun.of(new WalkCommand(), file, "--context", "@" + context);

    assertThat(run.out()).contains("2. plan-large: ").contains("complete after 3 steps");
  }

  @Test
  void showsRoundsAndSaysWhatEndedALoop() throws IOException {
    String looping =
        write(
            "looping.json",
            document(
                "looping",
                loop(
                    "try",
                    "{'type':'until','condition':{'var':'done'},'maxIterations':9}",
                    step("attempt"))));

    CommandRun run = CommandRun.of(new WalkCommand(), looping);

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out())
        .contains("2. attempt: attempt (try, round 2)")
        .contains("set done = true, as an agent would to end try")
        .contains("complete after 2 steps");
  }

  @Test
  void showsWarningsOfTheEngine() throws IOException {
    String each =
        write(
            "each.json",
            document(
                "each",
                loop(
                    "each-part",
                    "{'type':'forEach','items':'p','maxIterations':9}",
                    step("first"))));

    CommandRun run = CommandRun.of(new WalkCommand(), each, "--context", "{\"p\":3}");

    assertThat(run.out())
        .contains("skipped each-part: no round, p is 3 (needs an array with items)")
        .contains("warning: Loop \"each-part\" was skipped");
  }

  @Test
  void writesJsonForPrograms() throws Exception {
    CommandRun run = CommandRun.of(new WalkCommand(), file, "--format", "json");
    JsonNode result = StrictJson.parse(run.out());

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.path("workflow").path("id").asText()).isEqualTo("sized");
    assertThat(result.path("outcome").asText()).isEqualTo("blocked");
    assertThat(result.path("prompt").asText()).contains("taskSize");
    JsonNode last = result.path("steps").path(1);
    assertThat(last.path("number").asInt()).isEqualTo(2);
    assertThat(last.path("requiresConfirmation").asBoolean()).isTrue();
    assertThat(last.path("skipped").path(0).path("id").asText()).isEqualTo("plan-large");
  }

  @Test
  void printsATableOfAllBranches() {
    CommandRun run = CommandRun.of(new WalkCommand(), file, "--all-branches");

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out())
        .isEqualTo(
            """
            sized 1.0.0: N

            branch  taskSize  steps  outcome
                 1  "large"   3      complete
                  look, plan-large, finish
                 2  "other"   2      complete
                  look, finish

            Every branch comes to its end.
            Every step is offered on some branch.
            """);
  }

  @Test
  void findsFaultWithABranchThatEndsWithAQuestion() throws IOException {
    String asking =
        write(
            "asking.json",
            document(
                "asking",
                step("first"),
                stepWhen("second", "{'var':'n','gt':1}"),
                stepWhen("third", "{'var':'t','not_equals':''}")));

    CommandRun run = CommandRun.of(new WalkCommand(), asking, "--all-branches");

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.out()).contains("Not complete: 1, 3\n").contains("- t: not set");
  }

  @Test
  void findsFaultWithAStepThatNoBranchOffers() throws IOException {
    String torn =
        write(
            "torn.json",
            document(
                "torn",
                step("first"),
                stepWhen(
                    "second",
                    "{'and':[{'var':'x','equals':1},{'not':{'var':'x','equals':1.0}}]}")));

    CommandRun run = CommandRun.of(new WalkCommand(), torn, "--all-branches");

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.out()).contains("Never offered: second");
  }

  @Test
  void writesAllBranchesAsJson() throws Exception {
    CommandRun run = CommandRun.of(new WalkCommand(), file, "--all-branches", "--format", "json");
    JsonNode result = StrictJson.parse(run.out());

    assertThat(result.path("assignments")).isEqualTo(Documents.value("{'total':2,'walked':2}"));
    JsonNode branch = result.path("branches").path(0);
    assertThat(branch.path("assignment").path("taskSize").asText()).isEqualTo("large");
    assertThat(branch.path("steps")).hasSize(3);
    assertThat(branch.path("outcome").asText()).isEqualTo("complete");
    assertThat(result.path("neverOffered")).isEmpty();
  }

  @Test
  void refusesAnInvalidDocumentWithItsFindings() throws Exception {
    String bad = write("bad.json", "{}");

    CommandRun text = CommandRun.of(new WalkCommand(), bad);
    CommandRun json = CommandRun.of(new WalkCommand(), bad, "--format", "json");

    assertThat(text.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(text.out()).isEmpty();
    assertThat(text.err()).contains(bad + ":1:1: error: ").contains("the document is not valid");
    assertThat(StrictJson.parse(json.out()).path("findings")).isNotEmpty();
  }

  @Test
  void isCalledWronglyWithAContextThatIsNotAnObject() {
    assertThat(CommandRun.of(new WalkCommand(), file, "--context", "[1]").err())
        .startsWith("--context must be a JSON object");
    assertThat(CommandRun.of(new WalkCommand(), file, "--context", "{]").err())
        .startsWith("--context is not JSON at line 1");
    assertThat(CommandRun.of(new WalkCommand(), file, "--context", "{]").status())
        .isEqualTo(ExitStatus.USAGE);
    assertThat(
            CommandRun.of(new WalkCommand(), file, "--context", "@" + temp.resolve("none"))
                .status())
        .isEqualTo(ExitStatus.USAGE);
    assertThat(CommandRun.of(new WalkCommand(), file, "--context", "@" + temp).err())
        .startsWith("--context names a file that cannot be read");
  }

  @Test
  void refusesAContextThatIsTooLarge() throws IOException {
    String context = write("large.json", "{\"a\":\"%s\"}".formatted("x".repeat(200_000)));

    CommandRun run = CommandRun.of(new WalkCommand(), file, "--context", "@" + context);

    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.err()).startsWith("The context is too large");
  }

  @Test
  void isCalledWronglyForAFileThatDoesNotExist() {
    CommandRun run = CommandRun.of(new WalkCommand(), temp.resolve("none.json").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text).toString();
  }
}
