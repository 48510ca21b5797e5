package io.workrail.health;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Why requests should not be sent here at the moment. Features add what they know: a condition that
 * is asked at each probe, or an obstacle for as long as something lasts. Thread-safe.
 */
public final class Readiness {
  private final List<Supplier<Optional<String>>> conditions = new CopyOnWriteArrayList<>();

  /** Something that keeps requests away until it is closed. */
  public interface Obstacle extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Adds a condition.
   *
   * @param condition says in words what is in the way, or nothing; probes are many, so it must not
   *     do more than read a field
   */
  public void require(Supplier<Optional<String>> condition) {
    conditions.add(condition);
  }

  /** Turns readiness off until the obstacle is closed. */
  public Obstacle block(String reason) {
    Supplier<Optional<String>> condition = () -> Optional.of(reason);
    conditions.add(condition);
    return () -> conditions.remove(condition);
  }

  /** What is in the way; empty when ready. */
  public List<String> reasons() {
    return conditions.stream().map(Supplier::get).flatMap(Optional::stream).distinct().toList();
  }
}
