package io.workrail.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What agents and their mistakes look like to a server; changes nothing there. */
public final class MixedTraffic {
  private final List<Request> requests = new ArrayList<>();

  private MixedTraffic() {}

  /**
   * Agents that pick a workflow and walk through it, in both protocol generations. Every server
   * with the workflows of the release answers all of it with a result.
   */
  public static MixedTraffic ofAgents(McpRequests make) throws IOException {
    MixedTraffic traffic = new MixedTraffic();
    traffic.requests.add(make.modern("server/discover"));
    traffic.requests.add(make.modern("tools/list"));
    traffic.requests.add(make.tool("workflow_list", McpRequests.object()));
    traffic.requests.add(make.tool("workflow_get", bugInvestigation("id")));
    boolean legacy = false;
    for (ObjectNode call : WorkflowWalk.arguments()) {
      traffic.requests.add(
          legacy
              ? make.legacyTool("workflow_next", "workflow_next", call)
              : make.tool("workflow_next", call));
      legacy = !legacy;
    }
    traffic.requests.add(make.tool("workflow_validate", output()));
    return traffic;
  }

  /** The same, and clients that send what must be refused. */
  public static MixedTraffic withMistakes(McpRequests make, McpRequests stranger)
      throws IOException {
    MixedTraffic traffic = ofAgents(make);
    traffic.requests.add(make.refused("not JSON", 400, "{\"jsonrpc\":\"2.0\",\"id\":1,"));
    traffic.requests.add(make.refused("too deep", 400, "[".repeat(5_000)));
    traffic.requests.add(make.refused("no envelope", 400, "{}"));
    traffic.requests.add(
        make.refused(
            "unknown method",
            200,
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\",\"params\":{}}"));
    traffic.requests.add(
        stranger.refused(
            "no good token", 401, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
    return traffic;
  }

  /** What the client of this number says; clients begin at different places. */
  public Script script(int client) {
    return Script.cycle(requests, client * 7);
  }

  private static ObjectNode bugInvestigation(String member) {
    return McpRequests.object().put(member, "bug-investigation");
  }

  private static ObjectNode output() {
    return bugInvestigation("workflowId")
        .put("stepId", "reproduce")
        .put("output", "Reproduction command: make total. Observed rate: 5/5");
  }
}
