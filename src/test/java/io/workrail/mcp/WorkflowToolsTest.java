package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowToolsTest {
  private static final List<String> WRITING =
      List.of(
          "workflow_start",
          "workflow_continue",
          "workflow_checkpoint",
          "workflow_resume",
          "workflow_abandon");

  private final McpFixture mcp = new McpFixture(false);

  @Test
  void toolsAreListedInAStableOrderWithEverythingAModelNeeds() {
    JsonNode tools = body(mcp.legacy("tools/list", "{}", AGENT)).path("result").path("tools");
    assertThat(tools)
        .extracting(tool -> tool.path("name").asText())
        .containsExactly(
            "workflow_list",
            "workflow_get",
            "workflow_start",
            "workflow_continue",
            "workflow_checkpoint",
            "workflow_resume",
            "workflow_abandon",
            "workflow_next",
            "workflow_validate",
            "workflow_validate_json");
    for (JsonNode tool : tools) {
      assertThat(tool.path("description").asText()).hasSizeGreaterThan(80);
      assertThat(tool.path("annotations").path("readOnlyHint").asBoolean())
          .isEqualTo(!WRITING.contains(tool.path("name").asText()));
      assertThat(tool.path("annotations").path("destructiveHint").asBoolean(true)).isFalse();
      assertThat(tool.path("annotations").path("openWorldHint").asBoolean(true)).isFalse();
      assertThat(tool.has("example")).isFalse();
      tool.path("inputSchema")
          .path("properties")
          .forEach(property -> assertThat(property.path("description").asText()).isNotBlank());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workflow_list|{}",
        "workflow_list|{\"query\":\"bug\"}",
        "workflow_get|{\"id\":\"bug-investigation\"}",
        "workflow_get|{\"id\":\"bug-investigation\",\"mode\":\"metadata\"}",
        "workflow_next|{\"workflowId\":\"bug-investigation\"}",
        "workflow_validate_json|{\"workflowJson\":\"{\"}",
        "workflow_validate_json|{\"workflowJson\":{\"id\":\"x\"}}"
      })
  void structuredContentSatisfiesTheOutputSchemaAndEqualsItsText(String tool, String arguments) {
    JsonNode result = call(tool, arguments, AGENT);
    assertThat(result.path("isError").asBoolean(true)).isFalse();
    JsonNode content = result.path("structuredContent");
    assertThat(McpFixture.json(result.path("content").path(0).path("text").asText()))
        .isEqualTo(content);
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(outputSchema(tool))
                .validate(content))
        .isEmpty();
  }

  @Test
  void problemsAreForAuthorsOnly() {
    Caller author = McpFixture.caller(Role.AUTHOR);
    assertThat(call("workflow_list", "{}", AGENT).path("structuredContent").has("problems"))
        .isFalse();
    assertThat(call("workflow_list", "{}", author).path("structuredContent").has("problems"))
        .isTrue();
  }

  @Test
  void listFiltersByWordsAndTags() {
    JsonNode found = call("workflow_list", "{\"query\":\"BUG root\"}", AGENT);
    assertThat(found.path("structuredContent").path("workflows"))
        .extracting(workflow -> workflow.path("id").asText())
        .contains("bug-investigation");
    JsonNode none = call("workflow_list", "{\"tags\":[\"no-such-tag\"]}", AGENT);
    assertThat(none.path("structuredContent").path("workflows")).isEmpty();
  }

  @Test
  void wrongArgumentsAreExplainedWithACorrectCall() {
    String text = refusal("workflow_next", "{\"workflowID\":\"bug-investigation\"}");
    assertThat(text)
        .contains("\"workflowId\" is missing")
        .contains("did you mean \"workflowId\"?")
        .contains("A correct call: workflow_next {");
  }

  @Test
  void anUnknownWorkflowNamesTheNearest() {
    assertThat(refusal("workflow_next", "{\"workflowId\":\"code-reviev\"}"))
        .contains("Did you mean \"code-review\"?")
        .contains("workflow_list");
  }

  @Test
  void anUnknownStepNamesTheNearest() {
    JsonNode first = call("workflow_next", "{\"workflowId\":\"code-review\"}", AGENT);
    String id = first.path("structuredContent").path("step").path("id").asText();
    String arguments =
        "{\"workflowId\":\"code-review\",\"stepId\":\"%sx\",\"output\":\"\"}".formatted(id);
    assertThat(refusal("workflow_validate", arguments)).contains("Did you mean \"" + id + "\"?");
  }

  @Test
  void anUnknownCursorIsRefusedInWords() {
    assertThat(refusal("workflow_list", "{\"cursor\":\"nonsense\"}")).contains("nextCursor");
  }

  @Test
  void aTooLargeContextIsRefusedWithBothNumbers() {
    String arguments =
        "{\"workflowId\":\"code-review\",\"context\":{\"p\":\"%s\"}}"
            .formatted("x".repeat(131_069));
    assertThat(refusal("workflow_next", arguments)).contains("262144").contains("nothing was");
  }

  @Test
  void anObjectSentAsAStringIsRead() {
    JsonNode result =
        call(
            "workflow_next",
            "{\"workflowId\":\"code-review\",\"context\":\"{\\\"a\\\":1}\",\"completedSteps\":null}",
            AGENT);
    assertThat(result.path("structuredContent").path("context").path("a").asInt()).isEqualTo(1);
    JsonNode twice = call("workflow_get", "\"{\\\"id\\\":\\\"code-review\\\"}\"", AGENT);
    assertThat(twice.path("structuredContent").path("id").asText()).isEqualTo("code-review");
  }

  @Test
  void validatesTheOutputOfAStep() {
    String arguments =
        "{\"workflowId\":\"bug-investigation\",\"stepId\":\"%s\",\"output\":\"\"}"
            .formatted(stepWithCriteria());
    JsonNode verdict = call("workflow_validate", arguments, AGENT).path("structuredContent");
    assertThat(verdict.path("valid").asBoolean(true)).isFalse();
    assertThat(verdict.path("issues")).hasSameSizeAs(verdict.path("suggestions")).isNotEmpty();
  }

  @Test
  void findingsOfADocumentHaveTheirPlaces() {
    JsonNode report =
        call("workflow_validate_json", "{\"workflowJson\":\"{\\n  \\\"id\\\": \\\"X\\\"}\"}", AGENT)
            .path("structuredContent");
    assertThat(report.path("valid").asBoolean(true)).isFalse();
    assertThat(report.path("findings"))
        .anySatisfy(
            finding -> {
              assertThat(finding.path("pointer").asText()).isEqualTo("/id");
              assertThat(finding.path("line").asInt()).isEqualTo(2);
              assertThat(finding.path("column").asInt()).isEqualTo(9);
              assertThat(finding.path("fix").asText()).isNotBlank();
            });
  }

  private String stepWithCriteria() {
    String document =
        body(mcp.legacy(
                "resources/read", "{\"uri\":\"workrail://workflows/bug-investigation\"}", AGENT))
            .path("result")
            .path("contents")
            .path(0)
            .path("text")
            .asText();
    for (JsonNode step : McpFixture.json(document).path("steps")) {
      if (step.has("validationCriteria")) {
        return step.path("id").asText();
      }
    }
    throw new AssertionError("no step has criteria");
  }

  private String refusal(String tool, String arguments) {
    JsonNode result = call(tool, arguments, AGENT);
    assertThat(result.path("isError").asBoolean()).isTrue();
    return result.path("content").path(0).path("text").asText();
  }

  private JsonNode outputSchema(String name) {
    for (JsonNode tool : body(mcp.legacy("tools/list", "{}", AGENT)).path("result").path("tools")) {
      if (tool.path("name").asText().equals(name)) {
        return tool.path("outputSchema");
      }
    }
    throw new AssertionError(name);
  }

  private JsonNode call(String tool, String arguments, Caller caller) {
    String params = "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments);
    return body(mcp.legacy("tools/call", params, caller)).path("result");
  }
}
