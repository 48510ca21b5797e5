package io.workrail.benchmark;

import io.workrail.benchmark.Report.Verdict;
import io.workrail.benchmark.load.LoadGenerator;
import io.workrail.benchmark.load.LoadResult;
import io.workrail.benchmark.load.RunningLoad;
import io.workrail.benchmark.server.JvmInspection;
import io.workrail.benchmark.server.ProcessUsage;
import io.workrail.benchmark.server.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Looks for what grows: minutes of mixed traffic, mistakes included, while documents change; heap
 * after a collection and threads at the begin and at the end.
 */
final class SoakScenario implements Scenario {
  private static final int DOCUMENTS = 50;
  private static final int EDITED = 5;
  private static final Duration BETWEEN_EDITS = Duration.ofSeconds(2);
  private static final double MOST_GROWTH = 1.10;
  private static final long GROWTH_BYTES = 2 << 20;
  private static final int MOST_MORE_THREADS = 2;

  /** One look at the server. */
  private record Look(ProcessUsage usage, long liveHeap, long nonHeap, int threads) {
    static Look at(WorkRailServer server, JvmInspection inside) throws IOException {
      return new Look(
          server.process().usage(),
          inside.liveHeapBytes(),
          inside.nonHeapBytes(),
          inside.threads());
    }
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String purpose() {
    return "Minutes of mixed traffic, mistakes included, while documents change: what grows";
  }

  @Override
  public boolean isShort() {
    return false;
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    Path folder = workspace.folder("documents");
    GeneratedCatalogue.write(folder, DOCUMENTS);
    Map<String, String> environment = Map.of("WORKFLOW_STORAGE_PATH", folder.toString());
    try (WorkRailServer server = WorkRailServer.start(workspace, "server", environment);
        JvmInspection inside = JvmInspection.attach(server.process().pid())) {
      McpRequests stranger = new McpRequests(server.process().at("/mcp"), "nobody");
      MixedTraffic traffic = MixedTraffic.withMistakes(server.requests(), stranger);
      LoadGenerator clients =
          new LoadGenerator(
              IntStream.range(0, settings.clients()).mapToObj(traffic::script).toList());
      load(clients, settings.warmUp(), folder);
      Look begin = Look.at(server, inside);
      LoadResult load = load(clients, settings.soakTime(), folder);
      return report(load, begin, Look.at(server, inside));
    }
  }

  /** Traffic, while the documents are written again and again. */
  private static LoadResult load(LoadGenerator clients, Duration time, Path folder)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    try (RunningLoad running = clients.start(time, Long.MAX_VALUE)) {
      for (int edit = 1; System.nanoTime() < end; edit++) {
        GeneratedCatalogue.write(folder, edit % EDITED + 1);
        LockSupport.parkNanos(BETWEEN_EDITS.toNanos());
      }
      return running.await();
    }
  }

  private static Report report(LoadResult load, Look begin, Look end) {
    MarkdownTable table = new MarkdownTable("", "begin", "end");
    table.row("live heap, MiB", mebibytes(begin.liveHeap()), mebibytes(end.liveHeap()));
    table.row("classes and code, MiB", mebibytes(begin.nonHeap()), mebibytes(end.nonHeap()));
    table.row(
        "RSS, MiB",
        mebibytes(begin.usage().residentBytes()),
        mebibytes(end.usage().residentBytes()));
    table.row("threads", String.valueOf(begin.threads()), String.valueOf(end.threads()));
    table.row("replies", "", String.valueOf(load.total().latencies().count()));
    long errors = load.total().errors();
    boolean heapIsSteady =
        end.liveHeap() <= Math.max(begin.liveHeap() * MOST_GROWTH, begin.liveHeap() + GROWTH_BYTES);
    return new Report(
        table,
        List.of(
            new Verdict(
                "no reply is unexpected", errors + ": " + load.total().faults(), errors == 0),
            new Verdict(
                "the live heap grows by no more than 10 % or 2 MiB",
                mebibytes(begin.liveHeap()) + " to " + mebibytes(end.liveHeap()) + " MiB",
                heapIsSteady),
            new Verdict(
                "no more than two more threads",
                begin.threads() + " to " + end.threads(),
                end.threads() <= begin.threads() + MOST_MORE_THREADS)));
  }

  private static String mebibytes(long bytes) {
    return "%.1f".formatted(bytes / 1048576.0);
  }
}
