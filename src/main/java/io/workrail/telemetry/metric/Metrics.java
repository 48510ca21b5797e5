package io.workrail.telemetry.metric;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.workrail.health.Health;
import io.workrail.telemetry.CallObserver;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All metrics of a server. A feature that has more to tell registers its own metrics with {@link
 * #registry}.
 */
public final class Metrics {
  private static final String PATH = "/metrics";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Sampler sampler = new Sampler();
  private final CallMetrics calls = new CallMetrics(registry);
  private final RefusalMetrics refusals = new RefusalMetrics(registry);
  private volatile Optional<SessionMetrics> sessions = Optional.empty();

  /** The metrics of the process, and of what Dropwizard measures. */
  public Metrics(MetricRegistry dropwizard, String version) {
    JvmMetrics.builder().register(registry);
    ServerMetrics.registerProcess(registry, version);
    registry.register(new DropwizardBridge(dropwizard));
  }

  /** Where features register metrics of their own. */
  public PrometheusRegistry registry() {
    return registry;
  }

  /** Counts and times calls. */
  public CallObserver calls() {
    return calls;
  }

  /** Counts who was turned away. */
  public RefusalMetrics refusals() {
    return refusals;
  }

  /** Shows the state of the server. */
  public void watch(Health health) {
    ServerMetrics.registerHealth(registry, health);
  }

  /** Shows the state of the catalogue, and counts what sessions of its workflows do. */
  public SessionMetrics watch(WorkflowCatalog catalog, Clock clock) {
    CatalogMetrics.register(registry, catalog, clock);
    SessionMetrics made = new SessionMetrics(registry, sampler, id -> catalog.find(id).isPresent());
    sessions = Optional.of(made);
    return made;
  }

  /** Counts sessions now and then, also where metrics are served nowhere. */
  public void countSessions(Environment environment) {
    sampler.install(environment);
  }

  /** How many sessions are worked on, as it was counted last; nothing before that. */
  public OptionalLong activeSessions() {
    return sessions.map(SessionMetrics::active).orElseGet(OptionalLong::empty);
  }

  /** Serves them on both ports. */
  public void serve(Environment environment) {
    sampler.install(environment);
    Exposition exposition = new Exposition(registry);
    environment.jersey().register(new MetricsResource(exposition));
    environment
        .admin()
        .addServlet("metrics-prometheus", new MetricsServlet(exposition))
        .addMapping(PATH);
  }

  /** Serves them nowhere. */
  public static void hide(Environment environment) {
    environment.admin().addServlet("metrics-none", new NoMetricsServlet()).addMapping(PATH);
  }
}
