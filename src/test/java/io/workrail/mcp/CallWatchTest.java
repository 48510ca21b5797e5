package io.workrail.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.auth.Role;
import io.workrail.telemetry.CallStatus;
import io.workrail.telemetry.ObservedCall;
import io.workrail.telemetry.Refusal;
import io.workrail.telemetry.trace.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the endpoint tells of each call. */
class CallWatchTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final McpFixture mcp = new McpFixture(false);

  @Test
  void tellsMethodAndToolOfACall() {
    mcp.modern("tools/call", "{\"name\":\"workflow_list\",\"arguments\":{}}");
    assertTold("tools/call", "workflow_list", CallStatus.OK);
    assertThat(mcp.calls().get(0).duration()).isPositive().isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void tellsTheDirectFormByTheNameOfItsTool() {
    mcp.legacy("workflow_list", "{}", McpFixture.AGENT);
    assertTold("workflow_list", "workflow_list", CallStatus.OK);
  }

  @Test
  void aToolThatFailedIsAToolError() {
    mcp.modern("tools/call", "{\"name\":\"workflow_get\",\"arguments\":{\"id\":\"nothing\"}}");
    assertTold("tools/call", "workflow_get", CallStatus.TOOL_ERROR);
  }

  @Test
  void namesOfTheClientAreNotToldOn() {
    mcp.legacy("my secret plan", "{}", McpFixture.AGENT);
    assertTold("other", null, CallStatus.ERROR);
    mcp.calls().clear();
    mcp.modern("tools/call", "{\"name\":\"drop_tables\",\"arguments\":{}}");
    assertTold("tools/call", "other", CallStatus.ERROR);
  }

  @Test
  void whatTheRolesForbidIsRefused() {
    String call = "{\"name\":\"workflow_next\",\"arguments\":{\"workflowId\":\"x\"}}";
    mcp.legacy("tools/call", call, McpFixture.caller(Role.OPERATOR));
    assertTold("tools/call", "workflow_next", CallStatus.REFUSED);
    assertThat(mcp.calls().get(0).refusal()).hasValue(new Refusal(403, "insufficient_scope"));
  }

  @Test
  void textThatIsNoMessageIsTold() {
    mcp.legacy("{ nonsense");
    assertTold("other", null, CallStatus.ERROR);
  }

  @Test
  void notificationsAreTold() {
    mcp.legacy("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    assertTold("notifications/initialized", null, CallStatus.OK);
  }

  @Test
  void eachMessageOfABatchIsTold() {
    String ping = McpFixture.request("ping", "{}");
    mcp.legacy("[" + ping + "," + McpFixture.request("tools/list", "{}") + "]");
    assertThat(mcp.calls()).extracting(ObservedCall::method).containsExactly("ping", "tools/list");
    mcp.calls().clear();
    mcp.legacy("[]");
    assertTold("other", null, CallStatus.ERROR);
  }

  @Test
  void aCallRunsInTheTraceThatItsMessageNames() {
    AtomicReference<Optional<TraceContext>> during = new AtomicReference<>(Optional.empty());
    CallWatch watch = new CallWatch(call -> during.set(TraceContext.current()), Set.of());
    String meta = "{\"_meta\":{\"traceparent\":\"%s\",\"tracestate\":\"a=1\"}}".formatted(TRACE);
    TraceContext ofTheConnection =
        TraceContext.read(TRACE.replace("4bf9", "ffff"), null).orElseThrow();
    try (TraceContext.Scope scope = ofTheConnection.enter()) {
      McpReply reply =
          watch.measure(McpFixture.json(McpFixture.request("ping", meta)), McpReply::accepted);
      assertThat(reply.status()).isEqualTo(202);
      assertThat(TraceContext.current()).hasValue(ofTheConnection);
    }
    TraceContext trace = during.get().orElseThrow();
    assertThat(trace.fields()).containsEntry("traceparent", TRACE);
    assertThat(trace.state()).hasValue("a=1");
    assertThat(TraceContext.current()).isEmpty();
  }

  private void assertTold(String method, String tool, CallStatus status) {
    assertThat(mcp.calls()).hasSize(1);
    ObservedCall call = mcp.calls().get(0);
    assertThat(call.method()).isEqualTo(method);
    assertThat(call.tool()).isEqualTo(Optional.ofNullable(tool));
    assertThat(call.status()).isEqualTo(status);
  }
}
