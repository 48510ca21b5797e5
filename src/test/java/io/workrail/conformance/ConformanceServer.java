package io.workrail.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.core.setup.Environment;
import io.workrail.WorkRailApplication;
import io.workrail.WorkRailConfiguration;
import io.workrail.mcp.McpContent;
import io.workrail.mcp.tool.Tool;
import io.workrail.mcp.tool.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The product with what the official conformance suite expects of a server under test, see {@code
 * scripts/conformance}. Arguments: the configuration, and the file that gets the number of the
 * port.
 */
public final class ConformanceServer extends WorkRailApplication {
  private final Path portFile;

  private ConformanceServer(Path portFile) {
    this.portFile = portFile;
  }

  /** Starts the server. */
  public static void main(String[] arguments) throws Exception {
    new ConformanceServer(Path.of(arguments[1])).run("server", arguments[0]);
  }

  @Override
  public void run(WorkRailConfiguration configuration, Environment environment) throws IOException {
    configuration.mcp().extendContent(ConformanceServer::extend);
    environment.lifecycle().addServerLifecycleListener(this::tellPort);
    super.run(configuration, environment);
  }

  static McpContent extend(McpContent product) {
    List<Tool> tools = new ArrayList<>(product.tools());
    FixtureFiles.read("tools.json")
        .forEach(file -> tools.add(FixtureTool.fixed((ObjectNode) file)));
    tools.add(
        FixtureTool.of(
            "test_error_handling",
            "Fails always.",
            call ->
                new ToolResult.Refused("This tool intentionally returns an error for testing")));
    tools.add(
        FixtureTool.of(
            "test_missing_capability",
            "Needs a client that can sample.",
            call -> {
              call.requireCapability("sampling");
              return FixtureTool.text("The client can sample.");
            }));
    tools.addAll(new AskingTools().all());
    return new McpContent(
        tools, new FixturePrompts(product.prompts()), new FixtureResources(product.resources()));
  }

  private void tellPort(Server server) {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    try {
      Path draft = portFile.resolveSibling(portFile.getFileName() + ".draft");
      Files.writeString(draft, Integer.toString(port));
      Files.move(draft, portFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
