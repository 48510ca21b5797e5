package io.workrail.benchmark;

import static io.workrail.benchmark.Comparison.millis;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.benchmark.load.LoadGenerator;
import io.workrail.benchmark.load.LoadResult;
import io.workrail.benchmark.load.Tally;
import io.workrail.benchmark.server.ProcessUsage;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code scripts/load-test}: agents at work on a server of one's own. Changes nothing there. */
final class LoadTestCommand extends ConsoleCommand {
  LoadTestCommand() {
    super("load-test", "lets agents work on a running server and counts");
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument("url")
        .metavar("URL")
        .help("the address of the server, with or without /mcp: http://127.0.0.1:3000");
    parser
        .addArgument("token")
        .metavar("TOKEN")
        .nargs("?")
        .help("a token with role agent or author; $WORKRAIL_TOKEN when missing");
    parser
        .addArgument("--clients")
        .type(Integer.class)
        .choices(Arguments.range(1, 1000))
        .metavar("N")
        .setDefault(16)
        .help("clients that talk at the same time (1 to 1000, else 16)");
    parser
        .addArgument("--seconds")
        .type(Integer.class)
        .choices(Arguments.range(1, 600))
        .metavar("S")
        .setDefault(10)
        .help("how long (1 to 600, else 10)");
    parser
        .addArgument("--pid")
        .type(Long.class)
        .metavar("PID")
        .help("the process of a server on this machine: shows its processor time and memory, too");
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
      throws Exception {
    McpRequests requests = new McpRequests(endpoint(arguments), token(arguments));
    MixedTraffic traffic = MixedTraffic.ofAgents(requests);
    LoadGenerator clients =
        new LoadGenerator(
            IntStream.range(0, arguments.getInt("clients")).mapToObj(traffic::script).toList());
    Long pid = arguments.getLong("pid");
    Duration cpu = pid == null ? Duration.ZERO : usage(pid).cpu();
    LoadResult result = clients.run(Duration.ofSeconds(arguments.getInt("seconds")));
    Tally total = result.total();
    console.out().println(table(result, total));
    if (pid != null) {
      console.out().println("\n" + describe(usage(pid), cpu, total));
    }
    explain(total, console);
    return total.errors() == 0 ? ExitStatus.OK : ExitStatus.FAULT;
  }

  private static MarkdownTable table(LoadResult result, Tally total) {
    MarkdownTable table =
        new MarkdownTable("", "requests", "requests/s", "p50 ms", "p99 ms", "longest ms", "errors");
    result.byLabel().forEach((label, tally) -> row(table, label, tally, result));
    row(table, "all", total, result);
    return table;
  }

  private static void row(MarkdownTable table, String label, Tally tally, LoadResult result) {
    table.row(
        label,
        String.valueOf(tally.latencies().count()),
        "%.0f".formatted(result.perSecond(tally.latencies().count())),
        "%.2f".formatted(millis(tally.latencies().quantile(0.5))),
        "%.1f".formatted(millis(tally.latencies().quantile(0.99))),
        "%.1f".formatted(millis(tally.latencies().max())),
        String.valueOf(tally.errors()));
  }

  private static String describe(ProcessUsage after, Duration before, Tally total) {
    double micros = after.cpu().minus(before).toNanos() / 1_000.0;
    return "server: %.0f µs of processor time a request, RSS %d MiB, %d threads"
        .formatted(
            micros / Math.max(1, total.latencies().count()),
            after.residentBytes() >> 20,
            after.threads());
  }

  private static void explain(Tally total, Console console) {
    total.faults().forEach((fault, count) -> console.err().println(fault + ": " + count));
    if (total.faults().containsKey("HTTP 429")) {
      console
          .err()
          .println(
              "429: the limit of this subject or address was reached; for a test, start the server"
                  + " with RATE_LIMIT_PER_MINUTE=0 RATE_LIMIT_PER_ADDRESS=0.");
    }
    if (total.faults().containsKey("HTTP 401")) {
      console.err().println("401: the server does not accept the token; make one with its secret.");
    }
  }

  private static URI endpoint(Namespace arguments) {
    String text = arguments.getString("url").replaceFirst("/+$", "");
    try {
      URI uri = new URI(text.endsWith("/mcp") ? text : text + "/mcp");
      if (uri.getHost() != null && uri.getScheme().matches("https?")) {
        return uri;
      }
    } catch (java.net.URISyntaxException e) {
      throw wrongUrl(text);
    }
    throw wrongUrl(text);
  }

  private static CommandFailedException wrongUrl(String text) {
    return new CommandFailedException(
        ExitStatus.USAGE, "\"%s\" is no address such as http://127.0.0.1:3000".formatted(text));
  }

  private static String token(Namespace arguments) {
    String token = arguments.getString("token");
    String found = token == null ? System.getenv().getOrDefault("WORKRAIL_TOKEN", "") : token;
    if (!found.matches("[\\x21-\\x7e]+")) {
      throw new CommandFailedException(
          ExitStatus.USAGE, "a token is needed as second argument or in WORKRAIL_TOKEN");
    }
    return found;
  }

  private static ProcessUsage usage(long pid) throws IOException {
    return ProcessUsage.of(pid);
  }
}
