package io.workrail.session.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.audit.AuditLog;
import io.workrail.configuration.NamedSecret;
import io.workrail.configuration.Secret;
import io.workrail.session.SessionStore;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/** The key {@code sessions.notify} of the configuration. */
public final class NotifyConfiguration {
  private static final int MIN_SECRET_LENGTH = 16;
  private static final Duration PATIENCE_WITH_COMMANDS = Duration.ofSeconds(30);

  /** Secret, because many services put the right to post into the address. */
  @NotNull @JsonProperty private Secret url = new Secret("");

  @NotNull @JsonProperty private Secret secret = new Secret("");
  @NotNull @JsonProperty private List<String> command = List.of();
  @NotNull @JsonProperty private Set<Occasion> events = EnumSet.allOf(Occasion.class);

  @Min(2)
  @Max(1000)
  @JsonProperty
  private int stuckAfter = 5;

  /** Whether anybody is to be told. */
  public boolean hasReceiver() {
    return !url.isEmpty() || !command.isEmpty();
  }

  /** What signs the messages; empty when there is none. */
  public NamedSecret namedSecret() {
    return new NamedSecret("sessions.notify.secret", "SESSIONS_NOTIFY_SECRET", secret);
  }

  /** What tells them; register it so that it stops with the server, before the executor does. */
  public Notifications build(
      SessionStore store, AuditLog audit, Clock clock, ScheduledExecutorService executor) {
    NoticeDetails details = new NoticeDetails(store, stuckAfter);
    List<Deliveries> channels = new ArrayList<>();
    address()
        .map(to -> new Webhook(to, secret, clock))
        .ifPresent(hook -> channels.add(new Deliveries(hook, details, audit, executor)));
    if (!command.isEmpty()) {
      CommandLine program = new CommandLine(command, PATIENCE_WITH_COMMANDS);
      channels.add(new Deliveries(program, details, audit, executor));
    }
    return new Notifications(events, channels);
  }

  private Optional<URI> address() {
    try {
      URI address = new URI(url.revealText());
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      return web && address.getHost() != null && address.getUserInfo() == null
          ? Optional.of(address)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  @ValidationMethod(
      message =
          "url (SESSIONS_NOTIFY_URL) must be empty or an address such as"
              + " https://example.com/workrail, without user and password")
  boolean isUrlUnderstood() {
    return url.isEmpty() || address().isPresent();
  }

  @ValidationMethod(
      message =
          "secret (SESSIONS_NOTIFY_SECRET) must have at least "
              + MIN_SECRET_LENGTH
              + " characters when url is set; make one with: openssl rand -base64 48")
  boolean isSigned() {
    return url.isEmpty() || secret.length() >= MIN_SECRET_LENGTH;
  }

  @ValidationMethod(
      message =
          "command must be empty or a list whose first entry is the absolute path of a program;"
              + " the others are its arguments")
  boolean isCommandUnderstood() {
    return command.isEmpty() || command.get(0).startsWith("/");
  }
}
