package io.workrail.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.workrail.storage.Database;
import io.workrail.telemetry.metric.SessionMetrics;
import io.workrail.workflow.catalog.WorkflowCatalog;
import jakarta.validation.constraints.NotNull;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The key {@code sessions} of the configuration. */
public final class SessionsConfiguration {
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

  /** The sessions of a server, kept in its database. */
  public SessionService build(
      Database database, WorkflowCatalog catalog, Clock clock, SessionMetrics metrics) {
    SessionStore store = new JdbiSessionStore(database);
    return new SessionService(
        store, catalog, this, clock, new SecureRandom(), new SessionTelemetry(metrics, store));
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
