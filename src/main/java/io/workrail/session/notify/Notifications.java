package io.workrail.session.notify;

import io.dropwizard.lifecycle.Managed;
import io.workrail.session.Session;
import io.workrail.session.SessionEvent;
import io.workrail.session.SessionObserver;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Sees what happens to sessions and tells those who want to know. Thread-safe. */
public final class Notifications implements SessionObserver, Managed {
  /** How long a stop waits for what is on its way. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Set<Occasion> occasions;
  private final List<Deliveries> channels;

  Notifications(Set<Occasion> occasions, List<Deliveries> channels) {
    this.occasions = occasions.isEmpty() ? Set.of() : EnumSet.copyOf(occasions);
    this.channels = List.copyOf(channels);
  }

  @Override
  public void recorded(Session session, SessionEvent event) {
    Occasion.of(session, event)
        .filter(occasions::contains)
        .map(occasion -> Notice.of(occasion, session, event))
        .ifPresent(notice -> channels.forEach(channel -> channel.offer(notice)));
  }

  /** Messages that were dropped since the start. */
  public long dropped() {
    return channels.stream().mapToLong(Deliveries::dropped).sum();
  }

  /** Gives what is on its way some seconds; the rest is counted in the audit log. */
  @Override
  public void stop() {
    channels.forEach(channel -> channel.stop(PATIENCE));
  }
}
