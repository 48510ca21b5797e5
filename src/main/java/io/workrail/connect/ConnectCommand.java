package io.workrail.connect;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.HelpText;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code workrail connect}: the bridge for clients that speak only stdio or cannot send headers,
 * and the lines that connect all others.
 */
public final class ConnectCommand extends ConsoleCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String EXAMPLE = "workrail connect http://127.0.0.1:3000/mcp";

  private final InputStream in;
  private final Map<String, String> environment;
  private final List<String> ownCommand;

  /**
   * The command.
   *
   * @param in where the client writes
   */
  public ConnectCommand(InputStream in, Map<String, String> environment) {
    this(in, environment, OwnCommand.find());
  }

  ConnectCommand(InputStream in, Map<String, String> environment, List<String> ownCommand) {
    super("connect", "carries MCP between standard input and output and a server");
    this.in = in;
    this.environment = Map.copyOf(environment);
    this.ownCommand = List.copyOf(ownCommand);
  }

  @Override
  public void configure(Subparser parser) {
    HelpText.add(
        parser,
        getDescription(),
        "connect https://workrail.example.com/mcp --token-file ~/.config/workrail/token",
        "For clients that speak only stdio: they start this command, write messages to its"
            + " standard input, a line each, and read the replies from its standard output. When"
            + " the server restarts, requests wait for it up to "
            + PATIENCE.toSeconds()
            + " seconds. The command ends when its standard input does.");
    parser
        .addArgument("url")
        .metavar("URL")
        .help("the address of the MCP endpoint, which ends in /mcp");
    parser
        .addArgument("--token-file")
        .metavar("FILE")
        .dest("tokenFile")
        .help("the file with the token, read again for every request; else $WORKRAIL_TOKEN");
    parser
        .addArgument("--ca")
        .metavar("FILE")
        .help("trust the authorities whose certificates are in this PEM file, too");
    parser
        .addArgument("--snippets")
        .action(Arguments.storeTrue())
        .help("print the lines that connect clients to the address, and end");
    OutputFormat.addOption(parser);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
      throws IOException {
    ServerAddress address = address(arguments.getString("url"));
    if (arguments.getBoolean("snippets")) {
      List<ClientSnippet> snippets = new ClientSnippets(address, ownCommand).all();
      print(snippets, OutputFormat.of(arguments), console.out());
      return ExitStatus.OK;
    }
    TokenSource token = TokenSource.of(arguments.getString("tokenFile"), environment);
    ServerLink link =
        new ServerLink(address, token, PrivateAuthority.trust(arguments.getString("ca")), PATIENCE);
    ClientLines client = new ClientLines(console);
    client.say("carrying messages to " + address);
    if (address.isOpenToEavesdroppers()) {
      client.say("the token goes over the network unencrypted; use https where you can");
    }
    PrintStream standardOutput = System.out;
    // Whatever a library might print must not come between the messages.
    System.setOut(console.err());
    try {
      new StdioBridge(link, new Refusals(address, token), client).run(in);
    } finally {
      System.setOut(standardOutput);
    }
    return ExitStatus.OK;
  }

  private static ServerAddress address(String url) {
    try {
      return ServerAddress.parse(url);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          ExitStatus.USAGE, "%s; for example: %s".formatted(e.getMessage(), EXAMPLE));
    }
  }

  private static void print(List<ClientSnippet> snippets, OutputFormat format, PrintStream out) {
    if (format == OutputFormat.JSON) {
      out.println(StrictJson.write(snippets));
      return;
    }
    snippets.forEach(snippet -> out.println(snippet.inLines()));
  }
}
