package io.workrail.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.lifecycle.Managed;
import io.workrail.json.StrictJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps whoever is refused again and again from filling the disk: the first refusals of a network
 * are noted one by one, the rest of the period as one line with counts. The number of lines in a
 * period is bounded, however many networks take part. Thread-safe.
 */
final class RepeatedRefusals implements Managed {
  static final Duration PERIOD = Duration.ofMinutes(5);
  static final int SINGLES_OF_A_NETWORK = 5;
  static final int SINGLES = 60;
  static final int SUMMARIES = 40;

  /** Networks that are told apart in one period; all others count together. */
  static final int NETWORKS = 5_000;

  private static final RefusedSource OTHERS = RefusedSource.network("others");

  private final AuditLog log;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final Map<Source, Counted> sources = new HashMap<>();
  private Instant begin;
  private int singles;
  private @Nullable Future<?> ticking;

  /** Who was refused with what. */
  private record Source(String type, RefusedSource refused) {}

  /** What was not noted singly, by reason. */
  private static final class Counted {
    private final Map<String, Long> reasons = new TreeMap<>();
    private int singles;

    long total() {
      return reasons.values().stream().mapToLong(Long::longValue).sum();
    }

    void add(Map<String, Long> more) {
      more.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    }
  }

  RepeatedRefusals(AuditLog log, Clock clock, ScheduledExecutorService scheduler) {
    this.log = log;
    this.clock = clock;
    this.scheduler = scheduler;
    this.begin = clock.instant();
  }

  /**
   * Notes or counts a refusal.
   *
   * @param refused whom to count together
   * @param reason a word of a small set
   */
  synchronized void record(RefusedSource refused, String reason, AuditEvent event) {
    flushWhenOver();
    Source source = new Source(event.type(), refused);
    if (!sources.containsKey(source) && sources.size() >= NETWORKS) {
      source = new Source(event.type(), OTHERS);
    }
    Counted counted = sources.computeIfAbsent(source, unknown -> new Counted());
    if (counted.singles < SINGLES_OF_A_NETWORK && singles < SINGLES) {
      counted.singles++;
      singles++;
      log.record(event.with("reason", reason));
    } else {
      counted.add(Map.of(reason, 1L));
    }
  }

  /** Notes the counts of a period that is over, also when nobody is refused any more. */
  synchronized void flushWhenOver() {
    if (!clock.instant().isBefore(begin.plus(PERIOD))) {
      flush();
    }
  }

  @Override
  public synchronized void start() {
    ticking =
        scheduler.scheduleWithFixedDelay(
            this::flushWhenOver, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    if (ticking != null) {
      ticking.cancel(false);
    }
    flush();
  }

  private void flush() {
    List<Map.Entry<Source, Counted>> largest =
        sources.entrySet().stream()
            .filter(entry -> entry.getValue().total() > 0)
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<Source, Counted> entry) -> -entry.getValue().total()))
            .toList();
    Map<String, Counted> rest = new TreeMap<>();
    int written = 0;
    for (Map.Entry<Source, Counted> entry : largest) {
      Source source = entry.getKey();
      if (written < SUMMARIES && !source.refused().equals(OTHERS)) {
        log.record(summary(source, entry.getValue()));
        written++;
      } else {
        rest.computeIfAbsent(source.type(), unknown -> new Counted()).add(entry.getValue().reasons);
      }
    }
    rest.forEach((type, counted) -> log.record(summary(new Source(type, OTHERS), counted)));
    sources.clear();
    singles = 0;
    begin = clock.instant();
  }

  private AuditEvent summary(Source source, Counted counted) {
    ObjectNode reasons = StrictJson.mapper().createObjectNode();
    counted.reasons.forEach(reasons::put);
    return AuditEvent.of(source.type() + ".repeated")
        .with(source.refused().kind(), source.refused().name())
        .with("count", counted.total())
        .with("reasons", reasons)
        .with("since", begin.toString());
  }
}
