package io.workrail.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import io.workrail.benchmark.server.ServerProcess;
import io.workrail.benchmark.server.Workspace;
import java.io.IOException;
import java.util.List;

/** What durability costs: each continue is on the disk before its reply. */
final class SessionsScenario implements Scenario {
  private static final double LEAST_SHARE = 0.25;
  private static final int CLIENTS = 64;
  private static final String NEXT = "workflow_next";
  private static final String CONTINUE = "workflow_continue";

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public String purpose() {
    return "durable workflow_continue on distinct sessions beside workflow_next, 64 clients each";
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    SessionScript.writeWorkflow(workspace.folder("server").resolve("data"));
    try (WorkRailServer server = WorkRailServer.start(workspace, "server")) {
      Comparison comparison = Comparison.run(subjects(server), settings.withClients(CLIENTS));
      double share =
          comparison.of(CONTINUE, Round::rate).median() / comparison.of(NEXT, Round::rate).median();
      return new Report(
          comparison.table(),
          List.of(
              new Report.Verdict(
                  "no request fails", comparison.errors() + " failed", comparison.errors() == 0),
              new Report.Verdict(
                  "durable continues reach a quarter of the rate of workflow_next",
                  "%.2f".formatted(share),
                  share >= LEAST_SHARE)));
    }
  }

  private static List<Subject> subjects(WorkRailServer server) throws IOException {
    McpRequests requests = server.requests();
    List<ObjectNode> walk = WorkflowWalk.arguments();
    List<Request> steps = walk.stream().map(call -> requests.tool(NEXT, call)).toList();
    ServerProcess process = server.process();
    return List.of(
        new Subject(NEXT, process, at -> Script.cycle(steps, at)),
        new Subject(CONTINUE, process, at -> new SessionScript(requests, List.of())));
  }
}
