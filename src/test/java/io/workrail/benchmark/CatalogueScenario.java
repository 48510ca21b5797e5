package io.workrail.benchmark;

import static io.workrail.benchmark.Comparison.millis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.benchmark.Report.Verdict;
import io.workrail.benchmark.load.Latencies;
import io.workrail.benchmark.load.LoadGenerator;
import io.workrail.benchmark.load.LoadResult;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import io.workrail.benchmark.server.ProcessUsage;
import io.workrail.benchmark.server.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A catalogue of two thousand documents: how long it loads, what it weighs, how it lists. */
final class CatalogueScenario implements Scenario {
  private static final int DOCUMENTS = 2_000;
  private static final int MOST_STARTS = 3;
  private static final double LONGEST_LOAD_SECONDS = 5;
  private static final double LONGEST_PAGE_MILLIS = 5;

  private record Start(double seconds, double cpuSeconds) {}

  @Override
  public String name() {
    return "catalogue";
  }

  @Override
  public String purpose() {
    return "A server with 2,000 documents of the size of the bundled ones (12 to 24 KiB) more:"
        + " start beside one without them, and workflow_list for a single client";
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    Path folder = workspace.folder("documents");
    GeneratedCatalogue.write(folder, DOCUMENTS);
    Map<String, String> full = Map.of("WORKFLOW_STORAGE_PATH", folder.toString());
    List<Start> small = new ArrayList<>();
    List<Start> large = new ArrayList<>();
    for (int i = 0; i < Math.min(settings.rounds(), MOST_STARTS); i++) {
      small.add(start(workspace, Map.of()));
      large.add(start(workspace, full));
    }
    Spread load =
        Spread.of(
            java.util.stream.IntStream.range(0, large.size())
                .mapToDouble(i -> large.get(i).seconds() - small.get(i).seconds()));
    MarkdownTable table = new MarkdownTable("", "measured");
    table.row("start to ready without them, s", secondsOf(small));
    table.row("start to ready with them, s", secondsOf(large));
    table.row("loading them, s", load.text(1));
    table.row("loading them, processor seconds", cpuOf(large, small));
    try (WorkRailServer server = WorkRailServer.start(workspace, "server", full)) {
      Latencies page = measurePages(server, settings, table);
      double p50 = millis(page.quantile(0.5));
      return new Report(
          table,
          List.of(
              verdict("2,000 documents load in ≤ 5 s", load.median(), "s", LONGEST_LOAD_SECONDS),
              verdict("a page is listed in ≤ 5 ms", p50, "ms", LONGEST_PAGE_MILLIS)));
    }
  }

  private static Start start(Workspace workspace, Map<String, String> environment)
      throws IOException, InterruptedException {
    try (WorkRailServer server = WorkRailServer.start(workspace, "server", environment)) {
      return new Start(
          millis(server.process().startTime()) / 1_000,
          millis(server.process().startCpu()) / 1_000);
    }
  }

  /** Times of the first page; adds rows for it and for what the server then occupies. */
  private static Latencies measurePages(
      WorkRailServer server, Settings settings, MarkdownTable table)
      throws IOException, InterruptedException {
    ProcessUsage idle = server.process().usage();
    ObjectNode search = McpRequests.object().put("query", "incident review 17");
    ask(server, McpRequests.object(), settings.warmUp());
    Latencies first = ask(server, McpRequests.object(), settings.roundTime());
    Latencies found = ask(server, search, settings.roundTime());
    table.row("first page of 100, ms", times(first));
    table.row("page of a search, ms", times(found));
    table.row("RSS after start, MiB", mebibytes(idle.residentBytes()));
    table.row("RSS after listing, MiB", mebibytes(server.process().usage().residentBytes()));
    return first;
  }

  private static Latencies ask(WorkRailServer server, ObjectNode arguments, Duration time)
      throws InterruptedException {
    Request request = server.requests().tool("workflow_list", arguments);
    LoadResult result = new LoadGenerator(List.of(Script.repeat(request))).run(time);
    if (result.total().errors() > 0) {
      throw new IllegalStateException("workflow_list failed: " + result.total().faults());
    }
    return result.total().latencies();
  }

  private static String secondsOf(List<Start> starts) {
    return Spread.of(starts.stream().mapToDouble(Start::seconds)).text(1);
  }

  private static String cpuOf(List<Start> large, List<Start> small) {
    double many = Spread.of(large.stream().mapToDouble(Start::cpuSeconds)).median();
    double none = Spread.of(small.stream().mapToDouble(Start::cpuSeconds)).median();
    return "%.1f".formatted(many - none);
  }

  private static String times(Latencies times) {
    return "p50 %.2f, p99 %.2f"
        .formatted(millis(times.quantile(0.5)), millis(times.quantile(0.99)));
  }

  private static String mebibytes(long bytes) {
    return String.valueOf(bytes >> 20);
  }

  private static Verdict verdict(String limit, double value, String unit, double most) {
    return new Verdict(limit, "%.2f %s".formatted(value, unit), value <= most);
  }
}
