package io.workrail.telemetry.metric;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.workrail.telemetry.CallObserver;
import io.workrail.telemetry.CallStatus;
import io.workrail.telemetry.ObservedCall;
import java.util.Set;

/** Counts and times calls, by method and by tool. */
final class CallMetrics implements CallObserver {
  /** Seconds; most calls take less than a millisecond, a waiting one up to half a minute. */
  private static final double[] BOUNDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private static final double NANOS_A_SECOND = 1e9;

  private final Counter requests;
  private final Histogram durations;
  private final Counter toolCalls;
  private final Histogram toolDurations;

  CallMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("workflow_requests_total")
            .help("Calls of the endpoint, by method of the protocol and by how they ended.")
            .labelNames("method", "status")
            .register(registry);
    durations =
        Histogram.builder()
            .name("workflow_request_duration_seconds")
            .unit(Unit.SECONDS)
            .help("How long calls took that were not refused, by method of the protocol.")
            .labelNames("method")
            .classicUpperBounds(BOUNDS)
            .register(registry);
    toolCalls =
        Counter.builder()
            .name("workflow_tool_calls_total")
            .help("Calls of tools, by tool and by how they ended.")
            .labelNames("tool", "status")
            .register(registry);
    toolDurations =
        Histogram.builder()
            .name("workflow_tool_duration_seconds")
            .unit(Unit.SECONDS)
            .help("How long calls of tools took.")
            .labelNames("tool")
            .classicUpperBounds(BOUNDS)
            .register(registry);
  }

  /** The first of its kind has to show as an increase, so everything is there with 0 before it. */
  @Override
  public void expect(Set<String> methods, Set<String> tools) {
    startAtZero(methods, requests, durations);
    startAtZero(tools, toolCalls, toolDurations);
  }

  private static void startAtZero(Set<String> names, Counter calls, Histogram times) {
    for (String name : names) {
      for (CallStatus status : CallStatus.values()) {
        calls.initLabelValues(name, status.label());
      }
      times.initLabelValues(name);
    }
  }

  @Override
  public void observed(ObservedCall call) {
    String status = call.status().label();
    requests.labelValues(call.method(), status).inc();
    call.tool().ifPresent(tool -> toolCalls.labelValues(tool, status).inc());
    // Nothing was done for a refused call: its time would spoil those of the others.
    if (call.status() != CallStatus.REFUSED) {
      time(call);
    }
  }

  private void time(ObservedCall call) {
    double seconds = call.duration().toNanos() / NANOS_A_SECOND;
    durations.labelValues(call.method()).observe(seconds);
    call.tool().ifPresent(tool -> toolDurations.labelValues(tool).observe(seconds));
  }
}
