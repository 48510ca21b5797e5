package io.workrail.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.benchmark.load.ReplyCheck;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import io.workrail.benchmark.server.ServerProcess;
import io.workrail.benchmark.server.Workspace;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the tools cost beside the least that the framework can do. */
final class WorkflowNextScenario implements Scenario {
  private static final String NEXT = "workflow_next";

  @Override
  public String name() {
    return "workflow-next";
  }

  @Override
  public String purpose() {
    return "workflow_next, workflow_get, tools/list and ping, each authenticated, beside a minimal"
        + " Dropwizard resource that echoes the same JSON";
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    try (ServerProcess echo = BaselineApplication.start(workspace);
        WorkRailServer server = WorkRailServer.start(workspace, "server")) {
      Comparison comparison = Comparison.run(subjects(echo, server), settings);
      return new Report(
          comparison.table(),
          List.of(
              new Report.Verdict(
                  "no request fails", comparison.errors() + " failed", comparison.errors() == 0)));
    }
  }

  private static List<Subject> subjects(ServerProcess echo, WorkRailServer server)
      throws IOException {
    McpRequests requests = server.requests();
    List<ObjectNode> walk = WorkflowWalk.arguments();
    List<Request> echoes =
        walk.stream()
            .map(
                arguments ->
                    Request.post(
                        "echo",
                        ReplyCheck.status(200),
                        echo.at("/echo"),
                        Map.of(),
                        StrictJson.write(arguments)))
            .toList();
    List<Request> steps = walk.stream().map(call -> requests.tool(NEXT, call)).toList();
    List<Request> legacySteps =
        walk.stream().map(call -> requests.legacyTool(NEXT, NEXT, call)).toList();
    ServerProcess process = server.process();
    return List.of(
        new Subject("echo (minimal Dropwizard)", echo, at -> Script.cycle(echoes, at)),
        new Subject("workflow_next", process, at -> Script.cycle(steps, at)),
        new Subject("workflow_next, legacy", process, at -> Script.cycle(legacySteps, at)),
        repeating("workflow_get", process, requests.tool("workflow_get", workflowId())),
        repeating("tools/list", process, requests.modern("tools/list")),
        repeating("ping", process, requests.legacy("ping", McpRequests.object())));
  }

  private static Subject repeating(String name, ServerProcess server, Request request) {
    return new Subject(name, server, at -> Script.repeat(request));
  }

  private static ObjectNode workflowId() {
    return McpRequests.object().put("id", "bug-investigation");
  }
}
