package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks every document of a folder from its start to its end, as an agent does: through {@code
 * tools/call}. The folder is the system property {@code workrail.workflows}, else {@code
 * ../shared/workflows}; without it there is nothing to do. For a folder of one's own:
 *
 * <pre>mvn verify -Dit.test=SharedWorkflowsIT -Dworkrail.workflows=/path/to/documents</pre>
 */
class SharedWorkflowsIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("workrail.workflows", "../shared/workflows"));
  private static final int MOST_CALLS = 2_000;
  private static final int BRANCHES = 3;
  private static final Pattern QUESTION = Pattern.compile("(?m)^- ([^:]+): (.*)$");
  private static final Pattern CHOICES = Pattern.compile("(?:compared with|one of) (.+)$");

  @TempDir static Path data;
  private static DropwizardAppExtension<WorkRailConfiguration> app;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isDirectory(FOLDER), "there is no folder " + FOLDER);
    copy(FOLDER, data.resolve("workflows"));
    app = HttpFixture.application(data);
    app.before();
  }

  @AfterAll
  static void stop() {
    if (app != null) {
      app.after();
    }
  }

  @Test
  void whatIsNotServedIsNoDocumentOfTheFormat() throws Exception {
    for (JsonNode problem : call("workflow_list", object()).path("problems")) {
      // ECMAScript, whose patterns the format has, knows no options inside of a pattern.
      assertThat(problem.path("message").asText()).contains("(?i)");
    }
  }

  @TestFactory
  Stream<DynamicTest> everyDocumentIsWalkedToItsEnd() throws Exception {
    List<DynamicTest> walks = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        String text = Files.readString(file);
        if (isServed(text)) {
          String id = StrictJson.parse(text).path("id").asText();
          for (int branch = 0; branch < BRANCHES; branch++) {
            int choice = branch;
            walks.add(DynamicTest.dynamicTest(id + ", choice " + choice, () -> walk(id, choice)));
          }
        }
      }
    }
    assertThat(walks).isNotEmpty();
    return walks.stream();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static boolean isServed(String text) throws Exception {
    return call("workflow_validate_json", object().put("workflowJson", text))
        .path("valid")
        .asBoolean();
  }

  /** Answers each question for information with the value at this place among its choices. */
  private static void walk(String id, int choice) throws Exception {
    ArrayNode completed = StrictJson.mapper().createArrayNode();
    ObjectNode context = object();
    for (int calls = 0; calls < MOST_CALLS; calls++) {
      ObjectNode arguments = object().put("workflowId", id);
      arguments.set("completedSteps", completed);
      arguments.set("context", context);
      JsonNode next = call("workflow_next", arguments);
      if (next.path("isComplete").asBoolean()) {
        assertThat(completed).as("steps that were done").isNotEmpty();
        return;
      }
      context = (ObjectNode) next.path("context");
      JsonNode step = next.path("step");
      if (step.isObject()) {
        assertThat(next.path("guidance").path("prompt").asText()).isNotBlank();
        validate(id, step, context);
        completed.add(step.path("id").asText());
      } else {
        answer(next.path("guidance").path("prompt").asText(), choice, context);
      }
    }
    throw new AssertionError(id + " does not end; the last steps: " + completed);
  }

  private static void validate(String id, JsonNode step, ObjectNode context) throws Exception {
    ObjectNode arguments = object().put("workflowId", id);
    arguments.put("stepId", step.path("id").asText()).put("output", "What was done.");
    arguments.set("context", context);
    assertThat(call("workflow_validate", arguments).path("valid").isBoolean()).isTrue();
  }

  private static void answer(String prompt, int choice, ObjectNode context) throws Exception {
    Matcher question = QUESTION.matcher(prompt);
    int asked = 0;
    while (question.find()) {
      Matcher choices = CHOICES.matcher(question.group(2));
      String values = choices.find() ? choices.group(1) : "true, 1, \"x\"";
      JsonNode known = StrictJson.parse("[" + values + "]");
      context.set(question.group(1), known.path(choice % known.size()));
      asked++;
    }
    assertThat(asked).as("the prompt names what is missing: " + prompt).isPositive();
  }

  private static JsonNode call(String tool, ObjectNode arguments) throws Exception {
    ObjectNode request = object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
    request.putObject("params").put("name", tool).set("arguments", arguments);
    JsonNode result = StrictJson.parse(post(StrictJson.write(request))).path("result");
    assertThat(result.path("isError").asBoolean(true)).as(result.toString()).isFalse();
    return result.path("structuredContent");
  }

  private static String post(String body) throws IOException, InterruptedException {
    return HttpFixture.send(
            HttpFixture.request(app.getLocalPort(), "/mcp")
                .header("Authorization", "Bearer " + HttpFixture.token(Role.AUTHOR))
                .POST(BodyPublishers.ofString(body)))
        .body();
  }

  private static ObjectNode object() {
    return StrictJson.mapper().createObjectNode();
  }
}
