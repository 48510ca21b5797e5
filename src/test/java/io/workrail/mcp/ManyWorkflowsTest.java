package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.body;
import static io.workrail.mcp.McpFixture.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.catalog.DirectorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue that does not fit one page. */
class ManyWorkflowsTest {
  private static final int COUNT = 230;

  @TempDir static Path folder;
  private static McpFixture mcp;

  @BeforeAll
  static void write() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      Files.writeString(
          folder.resolve(i + ".json"),
          """
          {"id":"flow-%03d","name":"Flow","description":"One of many.","version":"1.0.0",
           "steps":[{"id":"only-step","title":"Only","prompt":"Do it."}]}"""
              .formatted(i));
    }
    mcp = new McpFixture(false, new DirectorySource(folder));
  }

  @Test
  void promptsAndResourcesComeInPages() {
    List<String> prompts = collect("prompts/list", "prompts", "name");
    assertThat(prompts).hasSize(COUNT).isSorted().doesNotHaveDuplicates();
    List<String> resources = collect("resources/list", "resources", "uri");
    assertThat(resources).hasSize(COUNT + 1).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void workflowsComeInPages() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          body(mcp.legacy(
                  "tools/call",
                  "{\"name\":\"workflow_list\",\"arguments\":{%s}}".formatted(cursor),
                  AGENT))
              .path("result")
              .path("structuredContent");
      page.path("workflows").forEach(workflow -> ids.add(workflow.path("id").asText()));
      assertThat(page.path("workflows").size()).isLessThanOrEqualTo(100);
      cursor = next(page);
    } while (!cursor.isEmpty());
    assertThat(ids).hasSize(COUNT).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aCompletionShowsAHundredAndSaysThatThereAreMore() {
    JsonNode completion = complete("flow-").path("completion");
    assertThat(completion.path("values")).hasSize(100);
    assertThat(completion.path("total").asInt()).isEqualTo(COUNT);
    assertThat(completion.path("hasMore").asBoolean()).isTrue();
    assertThat(complete("flow-22").path("completion").path("values")).hasSize(10);
  }

  @Test
  void aCursorOfAnotherMakingIsRefused() {
    assertThat(errorCode(mcp.legacy("prompts/list", "{\"cursor\":\"YWZ0ZXI6\"}", AGENT)))
        .isEqualTo(-32602);
    assertThat(errorCode(mcp.legacy("resources/list", "{\"cursor\":{}}", AGENT))).isEqualTo(-32602);
  }

  @Test
  void theSameListHasTheSameBytes() {
    for (String method : List.of("tools/list", "prompts/list", "resources/list")) {
      assertThat(StrictJson.write(body(mcp.legacy(method, "{}", AGENT))))
          .isEqualTo(StrictJson.write(body(mcp.legacy(method, "{}", AGENT))));
    }
  }

  private static JsonNode complete(String prefix) {
    String params =
        """
        {"ref":{"type":"ref/resource","uri":"workrail://workflows/{id}"},
         "argument":{"name":"id","value":"%s"}}"""
            .formatted(prefix);
    return body(mcp.legacy("completion/complete", params, AGENT)).path("result");
  }

  private static List<String> collect(String method, String member, String key) {
    List<String> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = body(mcp.legacy(method, "{" + cursor + "}", AGENT)).path("result");
      page.path(member).forEach(entry -> found.add(entry.path(key).asText()));
      assertThat(page.path(member).size()).isLessThanOrEqualTo(100);
      cursor = next(page);
    } while (!cursor.isEmpty());
    return found;
  }

  private static String next(JsonNode page) {
    return page.has("nextCursor")
        ? "\"cursor\":\"%s\"".formatted(page.path("nextCursor").asText())
        : "";
  }
}
