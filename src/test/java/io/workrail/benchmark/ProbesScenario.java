package io.workrail.benchmark;

import static io.workrail.benchmark.Comparison.millis;

import io.workrail.auth.Role;
import io.workrail.benchmark.Report.Verdict;
import io.workrail.benchmark.load.Latencies;
import io.workrail.benchmark.load.LoadGenerator;
import io.workrail.benchmark.load.LoadResult;
import io.workrail.benchmark.load.ReplyCheck;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.RunningLoad;
import io.workrail.benchmark.load.Script;
import io.workrail.benchmark.server.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How quickly those who watch a server are answered: while it idles, and while it is full. */
final class ProbesScenario implements Scenario {
  private static final int DOCUMENTS = 2_000;
  private static final int CLIENTS = 256;
  private static final double LONGEST_IDLE_MILLIS = 5;
  private static final double LONGEST_BUSY_MILLIS = 50;
  private static final double LONGEST_SCRAPE_MILLIS = 5;

  private final MarkdownTable table =
      new MarkdownTable("", "p50 ms", "p99 ms", "longest ms", "replies");

  @Override
  public String name() {
    return "probes";
  }

  @Override
  public String purpose() {
    return "/metrics of a server with 2,000 documents more, and /health of an idle server and of the"
        + " same under 256 MCP clients, each for one client";
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    Latencies scraped = measureScrapes(workspace, settings);
    try (WorkRailServer server = WorkRailServer.start(workspace, "server")) {
      Request health = probe(server, "/health", Map.of());
      MixedTraffic traffic = MixedTraffic.ofAgents(server.requests());
      LoadGenerator agents =
          new LoadGenerator(IntStream.range(0, CLIENTS).mapToObj(traffic::script).toList());
      agents.run(settings.warmUp());
      Duration time = settings.roundTime().multipliedBy(settings.rounds());
      Latencies idle = measure("/health, idle", health, time);
      Latencies busy;
      LoadResult load;
      try (RunningLoad running = agents.start(Duration.ofHours(1), Long.MAX_VALUE)) {
        busy = measure("/health, 256 clients", health, time);
        load = running.stop();
      }
      row("the 256 clients", load.total().latencies());
      return new Report(table, verdicts(idle, busy, scraped, load.total().errors()));
    }
  }

  private Latencies measureScrapes(Workspace workspace, Settings settings) throws Exception {
    Path folder = workspace.folder("documents");
    GeneratedCatalogue.write(folder, DOCUMENTS);
    Map<String, String> full = Map.of("WORKFLOW_STORAGE_PATH", folder.toString());
    try (WorkRailServer server = WorkRailServer.start(workspace, "full", full)) {
      String token = "Bearer " + server.token("prometheus", Role.METRICS);
      Request scrape = probe(server, "/metrics", Map.of("Authorization", token));
      ask(scrape, settings.roundTime());
      return measure("/metrics, 2,000 documents", scrape, settings.roundTime());
    }
  }

  private static List<Verdict> verdicts(
      Latencies idle, Latencies busy, Latencies scraped, long errors) {
    return List.of(
        verdict("/health of an idle server, p99", idle.quantile(0.99), LONGEST_IDLE_MILLIS),
        verdict("/health under 256 clients, p99", busy.quantile(0.99), LONGEST_BUSY_MILLIS),
        verdict("a scrape, p50", scraped.quantile(0.5), LONGEST_SCRAPE_MILLIS),
        new Verdict("no request of the clients fails", errors + " failed", errors == 0));
  }

  private static Verdict verdict(String what, Duration measured, double most) {
    double value = millis(measured);
    return new Verdict(
        "%s ≤ %.0f ms".formatted(what, most), "%.2f ms".formatted(value), value <= most);
  }

  private Latencies measure(String name, Request request, Duration time)
      throws InterruptedException {
    Latencies measured = ask(request, time);
    row(name, measured);
    return measured;
  }

  private static Latencies ask(Request request, Duration time) throws InterruptedException {
    LoadResult result = new LoadGenerator(List.of(Script.repeat(request))).run(time);
    if (result.total().errors() > 0) {
      throw new IllegalStateException(request.label() + " failed: " + result.total().faults());
    }
    return result.total().latencies();
  }

  private void row(String name, Latencies measured) {
    table.row(
        name,
        "%.2f".formatted(millis(measured.quantile(0.5))),
        "%.2f".formatted(millis(measured.quantile(0.99))),
        "%.1f".formatted(millis(measured.max())),
        String.valueOf(measured.count()));
  }

  private static Request probe(WorkRailServer server, String path, Map<String, String> headers) {
    return Request.get(path, ReplyCheck.status(200), server.process().at(path), headers);
  }
}
