package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.workrail.auth.Role;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The official Java SDK against the application: over HTTP, and over stdio through the bridge. */
@ExtendWith(DropwizardExtensionsSupport.class)
class JavaSdkIT {
  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(() -> data);

  @Test
  void worksOverHttp() {
    HttpRequest.Builder authorized =
        HttpRequest.newBuilder().header("Authorization", "Bearer " + HttpFixture.token(Role.AGENT));
    useEverything(
        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + app.getLocalPort())
            .requestBuilder(authorized)
            .build());
  }

  @Test
  void worksOverStdioThroughTheBridge() throws Exception {
    Path token = Files.writeString(data.resolve("token"), HttpFixture.token(Role.AGENT) + "\n");
    BlockingQueue<String> talk = new LinkedBlockingQueue<>();
    StdioClientTransport transport = bridge(token);
    transport.setStdErrorHandler(talk::add);
    useEverything(transport);
    assertThat(talk.poll(20, TimeUnit.SECONDS)).contains("carrying messages to http://127.0.0.1");
  }

  @Test
  void aBadTokenIsToldThroughTheBridge() throws Exception {
    Path token = Files.writeString(data.resolve("bad-token"), "nonsense\n");
    try (McpSyncClient client = McpClient.sync(bridge(token)).build()) {
      assertThatThrownBy(client::initialize)
          .rootCause()
          .isInstanceOf(McpError.class)
          .hasMessageContaining("not a JSON Web Token")
          .hasMessageContaining("put a new token into the file " + token);
    }
  }

  private static StdioClientTransport bridge(Path token) {
    ServerParameters command =
        ServerParameters.builder(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .args(
                "-jar",
                System.getProperty("workrail.jar"),
                "connect",
                "http://127.0.0.1:" + app.getLocalPort() + "/mcp",
                "--token-file",
                token.toString())
            .build();
    return new StdioClientTransport(command, McpJsonDefaults.getMapper());
  }

  private static void useEverything(McpClientTransport transport) {
    try (McpSyncClient client =
        McpClient.sync(transport).requestTimeout(Duration.ofSeconds(30)).build()) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("workrail");
      assertThat(client.listTools().tools())
          .extracting(tool -> tool.name())
          .contains("workflow_next");
      CallToolResult first =
          client.callTool(
              new CallToolRequest("workflow_next", Map.of("workflowId", "bug-investigation")));
      assertThat(first.isError()).isFalse();
      assertThat(first.structuredContent()).asString().contains("prompt");
      CallToolResult unknown =
          client.callTool(new CallToolRequest("workflow_get", Map.of("id", "code-reviev")));
      assertThat(unknown.isError()).isTrue();
      assertThat(((TextContent) unknown.content().get(0)).text())
          .contains("Did you mean \"code-review\"?");
      assertThat(client.listPrompts().prompts()).hasSizeGreaterThan(9);
      assertThat(
              client
                  .getPrompt(new GetPromptRequest("code-review", Map.of("goal", "größer")))
                  .messages()
                  .toString())
          .contains("Goal: größer");
      assertThat(client.readResource(client.listResources().resources().get(0)).contents().get(0))
          .isInstanceOf(TextResourceContents.class);
    }
  }
}
