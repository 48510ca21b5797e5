package io.workrail.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.workrail.audit.AuditLog;
import io.workrail.configuration.NamedSecret;
import io.workrail.session.http.SessionExceptionMapper;
import io.workrail.session.http.SessionsResource;
import io.workrail.session.notify.Notifications;
import io.workrail.session.notify.NotifyConfiguration;
import io.workrail.storage.Database;
import io.workrail.telemetry.metric.SessionMetrics;
import io.workrail.workflow.catalog.WorkflowCatalog;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The key {@code sessions} of the configuration. */
public final class SessionsConfiguration {
  private static final int NOTIFYING_THREADS = 2;

  @NotNull @JsonProperty private ConfirmationMode confirmation = ConfirmationMode.ELICIT;
  @JsonProperty private boolean fourEyes = true;

  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.MINUTES)
  @JsonProperty
  private Duration idleAfter = Duration.days(30);

  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.MINUTES)
  @JsonProperty
  private Duration retention = Duration.days(90);

  @Valid @NotNull @JsonProperty private NotifyConfiguration notify = new NotifyConfiguration();

  /**
   * The sessions of a server, kept in its database: with their HTTP API, and looked after while the
   * server runs.
   *
   * @param audit gets the head of every history that ends
   * @param metrics count what happens
   */
  public SessionService build(
      Environment environment,
      Database database,
      AuditLog audit,
      WorkflowCatalog catalog,
      SessionMetrics metrics,
      Clock clock) {
    SessionStore store = new JdbiSessionStore(database);
    SessionObserver observer =
        new SessionTelemetry(metrics, store)
            .and(new EndedSessions(audit))
            .and(notifications(store, audit, clock, environment));
    SessionUpkeep upkeep = new SessionUpkeep(store, observer, audit, this, clock);
    environment
        .lifecycle()
        .manage(
            new UpkeepSchedule(
                upkeep,
                environment.lifecycle().scheduledExecutorService("session-upkeep", true).build()));
    SessionService service =
        new SessionService(store, catalog, this, clock, new SecureRandom(), observer);
    environment.jersey().register(new SessionsResource(service, new SessionReader(store)));
    environment.jersey().register(new SessionExceptionMapper());
    return service;
  }

  private SessionObserver notifications(
      SessionStore store, AuditLog audit, Clock clock, Environment environment) {
    if (!notify.hasReceiver()) {
      return SessionObserver.NONE;
    }
    ScheduledExecutorService executor =
        environment
            .lifecycle()
            .scheduledExecutorService("session-notify", true)
            .threads(NOTIFYING_THREADS)
            // The notifications have waited for theirs by then.
            .shutdownTime(Duration.milliseconds(1))
            .build();
    Notifications notifications = notify.build(store, audit, clock, executor);
    environment.lifecycle().manage(notifications);
    return notifications;
  }

  /** Who is told what happens; for a command, which builds its own. */
  NotifyConfiguration notifyConfiguration() {
    return notify;
  }

  /** What signs notifications; empty when there is none. */
  public NamedSecret notifySecret() {
    return notify.namedSecret();
  }

  /** After how long without an event a session is abandoned. */
  public java.time.Duration idleAfter() {
    return idleAfter.toJavaDuration();
  }

  /** How long an ended session is kept. */
  public java.time.Duration retention() {
    return retention.toJavaDuration();
  }

  FourEyes fourEyes() {
    return fourEyes ? FourEyes.REQUIRED : FourEyes.NOT_REQUIRED;
  }

  PersonsWord personsWord(SessionStore store, Clock clock, RandomGenerator random) {
    return switch (confirmation) {
      case ELICIT -> new ElicitedWord(new Elicitation(clock), store);
      case REPORT -> new PersonsWord.Reported(store);
      case APPROVE -> new ApprovedWord(store, random);
    };
  }
}
