package io.workrail.benchmark;

import io.workrail.benchmark.load.LoadGenerator;
import io.workrail.benchmark.load.LoadResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Sides that were measured in turns, A B A B, so that what disturbs the machine disturbs all of
 * them. The first one is what the others are compared with.
 */
public final class Comparison {
  private final List<Subject> subjects;
  private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

  private Comparison(List<Subject> subjects) {
    this.subjects = List.copyOf(subjects);
    subjects.forEach(subject -> rounds.put(subject.name(), new ArrayList<>()));
  }

  /** Warms all sides up, then measures them in turns. */
  public static Comparison run(List<Subject> subjects, Settings settings)
      throws IOException, InterruptedException {
    Comparison comparison = new Comparison(subjects);
    for (Subject subject : subjects) {
      LoadGenerator clients = subject.clients(settings.clients());
      clients.start(settings.warmUp(), Settings.WARM_UP_REPLIES).await();
    }
    for (int i = 0; i < settings.rounds(); i++) {
      for (Subject subject : subjects) {
        comparison.measure(subject, settings);
      }
    }
    return comparison;
  }

  /** What the rounds of a side gave. */
  public Spread of(String subject, ToDoubleFunction<Round> value) {
    return Spread.of(rounds.get(subject).stream().mapToDouble(value));
  }

  /** What a side costs, each round divided by the first side's in the same round. */
  public Spread costRatio(String subject) {
    List<Round> baseline = rounds.get(subjects.get(0).name());
    List<Round> side = rounds.get(subject);
    return Spread.of(
        IntStream.range(0, side.size())
            .mapToDouble(i -> side.get(i).cpuMicros() / baseline.get(i).cpuMicros()));
  }

  /** Requests that went wrong, on all sides. */
  public long errors() {
    return rounds.values().stream().flatMap(List::stream).mapToLong(Round::errors).sum();
  }

  /** Medians, with smallest and largest in brackets. */
  public MarkdownTable table() {
    MarkdownTable table =
        new MarkdownTable(
            "",
            "CPU µs/request",
            "ratio",
            "requests/s",
            "p50 ms",
            "p99 ms",
            "reply bytes",
            "errors");
    for (Subject subject : subjects) {
      String name = subject.name();
      table.row(
          name,
          of(name, Round::cpuMicros).text(0),
          costRatio(name).text(2),
          of(name, Round::rate).text(0),
          of(name, round -> millis(round.p50())).text(2),
          of(name, round -> millis(round.p99())).text(1),
          String.valueOf(rounds.get(name).get(0).replyBytes()),
          String.valueOf(rounds.get(name).stream().mapToLong(Round::errors).sum()));
    }
    return table;
  }

  /** Milliseconds with their fraction. */
  static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private void measure(Subject subject, Settings settings)
      throws IOException, InterruptedException {
    Duration before = subject.server().usage().cpu();
    LoadResult load = subject.clients(settings.clients()).run(settings.roundTime());
    Duration cpu = subject.server().usage().cpu().minus(before);
    rounds.get(subject.name()).add(Round.of(load, cpu));
  }
}
