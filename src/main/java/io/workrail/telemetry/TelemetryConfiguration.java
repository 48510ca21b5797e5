package io.workrail.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.workrail.admin.AdminOperations;
import io.workrail.telemetry.jvm.GcOperation;
import io.workrail.telemetry.jvm.ThreadsOperation;
import io.workrail.telemetry.log.CallLog;
import io.workrail.telemetry.log.LogLevelOperation;
import io.workrail.telemetry.log.SubjectLogFilter;
import io.workrail.telemetry.metric.Metrics;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.EnumSet;

/** The key {@code telemetry} of the configuration. */
public final class TelemetryConfiguration {
  @JsonProperty private boolean metricsEnabled = true;

  /** Watches the requests of the application port, and serves the metrics if that is wanted. */
  public Telemetry build(Environment environment, String version, Clock clock) {
    environment
        .servlets()
        .addFilter("telemetry", new RequestFilter())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    environment.jersey().register(new RouteFilter());
    environment.jersey().register(new SubjectLogFilter());
    Metrics metrics = new Metrics(environment.metrics(), version);
    CallObserver calls = metricsEnabled ? metrics.calls().and(new CallLog()) : new CallLog();
    AdminOperations operations = AdminOperations.of(environment);
    if (metricsEnabled) {
      metrics.serve(environment);
      operations.list("GET /metrics", "metrics for Prometheus");
    } else {
      Metrics.hide(environment);
    }
    operations.add(LogLevelOperation.of(environment, clock));
    operations.add(new GcOperation());
    operations.add(new ThreadsOperation());
    EndedRequests.install(environment, calls);
    return new Telemetry(metrics, calls.and(call -> ObservedRequest.observed()));
  }
}
