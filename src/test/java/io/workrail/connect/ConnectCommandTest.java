package io.workrail.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.connect.FakeServer.Reply;
import io.workrail.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;
import org.junit.jupiter.api.Test;

class ConnectCommandTest {
  private static final Map<String, String> TOKEN = Map.of("WORKRAIL_TOKEN", "t");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void answersWhatComesThroughAPipeAndEnds() throws Exception {
    try (FakeServer server = new FakeServer(request -> Reply.result(request, "{\"ü\":1}"))) {
      ExitStatus status =
          run(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n",
              TOKEN,
              server.address().toString());
      assertThat(status).isEqualTo(ExitStatus.OK);
      assertThat(text(out)).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"ü\":1}}\n");
      assertThat(text(err)).contains("carrying messages to " + server.address());
    }
  }

  @Test
  void printsTheLinesThatConnectClientsWithoutAToken() throws Exception {
    assertThat(run("", Map.of(), "https://workrail.example.com", "--snippets"))
        .isEqualTo(ExitStatus.OK);
    assertThat(text(out))
        .contains("Claude Code, in a terminal:\n  claude mcp add")
        .contains("https://workrail.example.com/mcp")
        .contains("\"command\":\"workrail\",\"args\":[\"connect\"");
  }

  @Test
  void printsThemForProgramsToo() throws Exception {
    run("", Map.of(), "https://workrail.example.com", "--snippets", "--format", "json");
    JsonNode snippets = StrictJson.parse(text(out));
    assertThat(snippets).hasSize(10);
    assertThat(snippets.path(0).path("client").asText()).isEqualTo("Claude Code");
    assertThat(snippets.path(0).path("text").asText()).startsWith("claude mcp add");
  }

  @Test
  void warnsOfATokenThatOthersCanRead() throws Exception {
    run("", TOKEN, "http://workrail.example.com/mcp");
    assertThat(text(err)).contains("unencrypted");
  }

  @Test
  void anAddressThatIsNoneIsWrongUsage() {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> run("", TOKEN, "workrail"))
        .withMessageContaining("for example: workrail connect http://127.0.0.1:3000/mcp")
        .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE));
  }

  private ExitStatus run(String input, Map<String, String> environment, String... arguments)
      throws Exception {
    ConnectCommand command =
        new ConnectCommand(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            environment,
            List.of("workrail"));
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return command.execute(bootstrap(), parse(command, arguments), console);
  }

  private static Namespace parse(ConnectCommand command, String... arguments) throws Exception {
    ArgumentParser parser = ArgumentParsers.newFor("workrail").build();
    command.configure(parser.addSubparsers().addParser(command.getName()));
    String[] all = new String[arguments.length + 1];
    all[0] = command.getName();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return parser.parseArgs(all);
  }

  private static Bootstrap<Configuration> bootstrap() {
    return new Bootstrap<>(
        new Application<>() {
          @Override
          public void run(Configuration configuration, Environment environment) {}
        });
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
