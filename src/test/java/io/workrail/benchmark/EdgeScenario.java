package io.workrail.benchmark;

import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import io.workrail.benchmark.server.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the limits on calls cost, where they do not refuse. */
final class EdgeScenario implements Scenario {
  private static final String OFF = "limits off";
  private static final String ON = "limited";
  private static final double LARGEST_RATIO = 1.15;

  /** The largest that the configuration takes: every call is counted, none is refused. */
  private static final String MOST = "1000000";

  @Override
  public String name() {
    return "edge";
  }

  @Override
  public String purpose() {
    return "authenticated workflow_next with the limits of address and subject, beside the same"
        + " calls of a server with the limits off";
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    Map<String, String> limits =
        Map.of("RATE_LIMIT_PER_MINUTE", MOST, "RATE_LIMIT_PER_ADDRESS", MOST);
    try (WorkRailServer off =
            WorkRailServer.start(
                workspace, "limits-off", Map.of("RATE_LIMIT_FAILED_PER_ADDRESS", "0"));
        WorkRailServer on = WorkRailServer.start(workspace, "limited", limits)) {
      Comparison comparison = Comparison.run(List.of(subject(OFF, off), subject(ON, on)), settings);
      Spread ratio = comparison.costRatio(ON);
      return new Report(
          comparison.table(),
          List.of(
              new Report.Verdict(
                  "no request fails", comparison.errors() + " failed", comparison.errors() == 0),
              new Report.Verdict(
                  "limited calls cost at most 15 % more processor time",
                  ratio.text(2) + " times as much", ratio.median() <= LARGEST_RATIO)));
    }
  }

  private static Subject subject(String name, WorkRailServer server) throws IOException {
    McpRequests requests = server.requests();
    List<Request> steps =
        WorkflowWalk.arguments().stream()
            .map(call -> requests.tool("workflow_next", call))
            .toList();
    return new Subject(name, server.process(), at -> Script.cycle(steps, at));
  }
}
