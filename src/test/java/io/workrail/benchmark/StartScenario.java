package io.workrail.benchmark;

import static io.workrail.benchmark.Comparison.millis;

import io.workrail.benchmark.server.ServerProcess;
import io.workrail.benchmark.server.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process to the first 200. */
final class StartScenario implements Scenario {
  private final List<ServerProcess> baseline = new ArrayList<>();
  private final List<ServerProcess> workrail = new ArrayList<>();

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String purpose() {
    return "From the start of the process to the first 200, beside a minimal Dropwizard resource";
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    for (int i = 0; i < settings.rounds(); i++) {
      startBaseline(workspace);
      startWorkRail(workspace);
    }
    MarkdownTable table = new MarkdownTable("", "seconds", "processor seconds");
    row(table, "minimal Dropwizard", baseline);
    row(table, "WorkRail", workrail);
    return new Report(table, List.of());
  }

  private void startBaseline(Workspace workspace) throws IOException, InterruptedException {
    try (ServerProcess server = BaselineApplication.start(workspace)) {
      baseline.add(server);
    }
  }

  private void startWorkRail(Workspace workspace) throws IOException, InterruptedException {
    try (WorkRailServer server = WorkRailServer.start(workspace, "server")) {
      workrail.add(server.process());
    }
  }

  private static void row(MarkdownTable table, String name, List<ServerProcess> starts) {
    table.row(
        name,
        Spread.of(starts.stream().mapToDouble(server -> millis(server.startTime()) / 1_000))
            .text(1),
        Spread.of(starts.stream().mapToDouble(server -> millis(server.startCpu()) / 1_000))
            .text(1));
  }
}
