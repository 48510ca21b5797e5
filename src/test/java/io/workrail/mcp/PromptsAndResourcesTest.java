package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.body;
import static io.workrail.mcp.McpFixture.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptsAndResourcesTest {
  private final McpFixture mcp = new McpFixture(false);

  @Test
  void everyWorkflowIsAPromptWithAGoal() {
    JsonNode prompts = result("prompts/list", "{}").path("prompts");
    assertThat(prompts).extracting(p -> p.path("name").asText()).contains("code-review");
    assertThat(prompts.path(0).path("arguments").path(0).path("name").asText()).isEqualTo("goal");
  }

  @Test
  void aPromptTellsTheModelHowToBegin() {
    JsonNode prompt =
        result("prompts/get", "{\"name\":\"code-review\",\"arguments\":{\"goal\":\"PR 7\"}}");
    assertThat(prompt.path("messages").path(0).path("content").path("text").asText())
        .contains("Goal: PR 7")
        .contains("workflow_start")
        .contains("\"workflowId\":\"code-review\"");
    assertThat(
            result("prompts/get", "{\"name\":\"code-review\"}")
                .path("messages")
                .path(0)
                .path("content")
                .path("text")
                .asText())
        .contains("ask the user");
  }

  @Test
  void documentsAndTheSchemaAreResources() {
    assertThat(result("resources/list", "{}").path("resources"))
        .extracting(r -> r.path("uri").asText())
        .contains("workrail://schema/workflow", "workrail://workflows/code-review");
    JsonNode schema = result("resources/read", "{\"uri\":\"workrail://schema/workflow\"}");
    assertThat(schema.path("contents").path(0).path("text").asText()).contains("\"$schema\"");
    assertThat(result("resources/templates/list", "{}").path("resourceTemplates")).hasSize(1);
  }

  @Test
  void completesIdsOfTheTemplate() {
    JsonNode completion =
        result(
                "completion/complete",
                """
                {"ref":{"type":"ref/resource","uri":"workrail://workflows/{id}"},
                 "argument":{"name":"id","value":"code"}}""")
            .path("completion");
    assertThat(completion.path("values")).hasSize(1);
    assertThat(completion.path("hasMore").asBoolean(true)).isFalse();
    assertThat(completion.path("total").asInt()).isEqualTo(1);
  }

  @Test
  void completesNothingForAGoalAndRefusesUnknownReferences() {
    JsonNode goal =
        result(
            "completion/complete",
            """
            {"ref":{"type":"ref/prompt","name":"code-review"},
             "argument":{"name":"goal","value":"x"}}""");
    assertThat(goal.path("completion").path("values")).isEmpty();
    for (String ref : new String[] {"{\"type\":\"ref/prompt\",\"name\":\"no\"}", "{}", "5"}) {
      String params = "{\"ref\":%s,\"argument\":{\"name\":\"x\",\"value\":\"\"}}".formatted(ref);
      assertThat(errorCode(mcp.legacy("completion/complete", params, AGENT))).isEqualTo(-32602);
    }
  }

  @Test
  void aCompletionNeedsAnArgument() {
    String ref = "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"code-review\"}";
    for (String argument : new String[] {"", ",\"argument\":5", ",\"argument\":{\"name\":\"x\"}"}) {
      McpReply reply = mcp.legacy("completion/complete", "{" + ref + argument + "}", AGENT);
      assertThat(errorCode(reply)).isEqualTo(-32602);
    }
  }

  @Test
  void argumentsHaveToBeAnObject() {
    assertThat(
            errorCode(
                mcp.legacy("prompts/get", "{\"name\":\"code-review\",\"arguments\":5}", AGENT)))
        .isEqualTo(-32602);
  }

  @Test
  void longListsComeInPages() {
    var names = IntStream.range(0, 250).mapToObj("n%03d"::formatted).toList();
    Page<String> first = Page.of(names, Optional.empty(), name -> name);
    Page<String> second = Page.of(names, first.nextCursor(), name -> name);
    Page<String> last = Page.of(names, second.nextCursor(), name -> name);
    assertThat(first.entries()).hasSize(100);
    assertThat(second.entries()).startsWith("n100").hasSize(100);
    assertThat(last.entries()).hasSize(50);
    assertThat(last.nextCursor()).isEmpty();
  }

  private JsonNode result(String method, String params) {
    return body(mcp.legacy(method, params, AGENT)).path("result");
  }
}
