package io.workrail.benchmark;

import io.workrail.benchmark.Report.Verdict;
import io.workrail.benchmark.load.LoadGenerator;
import io.workrail.benchmark.load.LoadResult;
import io.workrail.benchmark.load.ReplyCheck;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import io.workrail.benchmark.server.JvmInspection;
import io.workrail.benchmark.server.ProcessUsage;
import io.workrail.benchmark.server.ServerProcess;
import io.workrail.benchmark.server.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the server occupies with the JVM options of {@code scripts/start}. */
final class MemoryScenario implements Scenario {
  private static final int CLIENTS = 64;
  private static final List<String> ALARMS =
      List.of("OutOfMemory", "StackOverflow", "CodeCache", "code cache", "[warning]");

  private final MarkdownTable table =
      new MarkdownTable(
          "",
          "idle RSS MiB",
          "RSS after load",
          "largest RSS",
          "live heap",
          "classes and code",
          "threads");

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String purpose() {
    return "Memory in MiB, idle and after a load of 64 connections, with the JVM options of"
        + " scripts/start, beside a minimal Dropwizard resource";
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    long errors;
    List<String> alarms;
    try (ServerProcess echo = BaselineApplication.start(workspace)) {
      Request request =
          Request.post("echo", ReplyCheck.status(200), echo.at("/echo"), Map.of(), "{\"a\":1}");
      measure("minimal Dropwizard", echo, clients(client -> Script.repeat(request)), settings);
    }
    try (WorkRailServer server = WorkRailServer.start(workspace, "server")) {
      MixedTraffic traffic = MixedTraffic.ofAgents(server.requests());
      LoadResult load = measure("WorkRail", server.process(), clients(traffic::script), settings);
      errors = load.total().errors();
      alarms = ALARMS.stream().filter(word -> isLogged(server, word)).toList();
    }
    return new Report(
        table,
        List.of(
            new Verdict("no request fails", errors + " failed", errors == 0),
            new Verdict(
                "the JVM complains about no limit", "complaints: " + alarms, alarms.isEmpty())));
  }

  private LoadResult measure(
      String name, ServerProcess server, LoadGenerator clients, Settings settings)
      throws IOException, InterruptedException {
    ProcessUsage idle = server.usage();
    Duration time = settings.roundTime().multipliedBy(settings.rounds());
    LoadResult load = clients.run(settings.warmUp().plus(time));
    ProcessUsage after = server.usage();
    try (JvmInspection inside = JvmInspection.attach(server.pid())) {
      table.row(
          name,
          mebibytes(idle.residentBytes()),
          mebibytes(after.residentBytes()),
          mebibytes(after.peakBytes()),
          mebibytes(inside.liveHeapBytes()),
          mebibytes(inside.nonHeapBytes()),
          String.valueOf(after.threads()));
    }
    return load;
  }

  private static LoadGenerator clients(java.util.function.IntFunction<Script> scripts) {
    return new LoadGenerator(IntStream.range(0, CLIENTS).mapToObj(scripts).toList());
  }

  private static boolean isLogged(WorkRailServer server, String word) {
    try {
      return !server.process().logLinesWith(word).isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String mebibytes(long bytes) {
    return String.valueOf(bytes >> 20);
  }
}
