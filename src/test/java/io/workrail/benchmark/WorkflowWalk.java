package io.workrail.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.Context;
import io.workrail.engine.Engine;
import io.workrail.engine.NextStep;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What an agent asks {@code workflow_next} on its way through a real workflow, a loop with three
 * rounds included: a history that grows and a context of some variables.
 */
public final class WorkflowWalk {
  private static final String WORKFLOW = "bug-investigation";
  private static final String LOOP_STEP = "run-one-experiment";
  private static final int ROUNDS = 3;
  private static final int MOST_CALLS = 60;

  private WorkflowWalk() {}

  /** The arguments of all calls, from the empty history to the one that answers "complete". */
  public static List<ObjectNode> arguments() throws IOException {
    Workflow workflow = WorkflowReader.read(document());
    ObjectNode context = context();
    List<String> completed = new ArrayList<>();
    List<ObjectNode> calls = new ArrayList<>();
    while (calls.size() < MOST_CALLS) {
      boolean looped = Collections.frequency(completed, LOOP_STEP) == ROUNDS;
      context.put("causeStatus", looped ? "confirmed" : "open");
      calls.add(call(completed, context));
      NextStep next = Engine.next(workflow, completed, Context.received(context.deepCopy()));
      if (!(next instanceof NextStep.Pending pending)) {
        break;
      }
      completed.add(pending.step().id());
    }
    return calls;
  }

  private static ObjectNode call(List<String> completed, ObjectNode context) {
    ObjectNode call = McpRequests.object().put("workflowId", WORKFLOW);
    ArrayNode history = call.putArray("completedSteps");
    completed.forEach(history::add);
    call.set("context", context.deepCopy());
    return call;
  }

  private static ObjectNode context() {
    ObjectNode context =
        McpRequests.object()
            .put("reproKind", "always")
            .put("deliverable", "fix")
            .put("ticket", "SHOP-4711: the total is wrong when a voucher and a discount meet")
            .put("environment", "staging, build 2026.11.3, PostgreSQL 15, Java 17");
    ArrayNode files = context.putArray("files");
    for (String file : List.of("Cart.java", "Voucher.java", "Discounts.java", "TotalTest.java")) {
      files.add("src/main/java/com/example/shop/checkout/" + file);
    }
    ArrayNode candidates = context.putArray("candidates");
    candidates.add("rounding").add("order of deductions").add("cached total");
    return context;
  }

  private static ObjectNode document() throws IOException {
    try {
      byte[] text = Files.readAllBytes(Path.of("workflows", WORKFLOW + ".json"));
      return (ObjectNode) StrictJson.parse(text);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a workflow of the release is broken", e);
    }
  }
}
