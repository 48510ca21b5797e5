package io.workrail.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the checks found when they ran last; the body of {@code GET /health}.
 *
 * @param version of the server
 * @param ranAt when
 */
@JsonPropertyOrder({"status", "version", "checks", "timestamp"})
public record HealthReport(
    String version, List<Check> checks, @JsonProperty("timestamp") String ranAt) {
  /**
   * One check.
   *
   * @param message what was found, and what to do about it
   */
  public record Check(String name, CheckStatus status, String message) {}

  public HealthReport {
    checks = List.copyOf(checks);
  }

  /** A report of checks that ran at this time. */
  static HealthReport of(String version, List<Check> checks, Instant time) {
    return new HealthReport(version, checks, time.toString());
  }

  /** {@code healthy} unless a check found an error. */
  @JsonProperty
  public String status() {
    return isHealthy() ? "healthy" : "unhealthy";
  }

  /** Whether no check found an error. */
  @JsonIgnore
  public boolean isHealthy() {
    return checks.stream().noneMatch(check -> check.status() == CheckStatus.ERROR);
  }

  /** What a check says is broken; nothing when it is not, or when there is no such check. */
  public Optional<String> error(String name) {
    return checks.stream()
        .filter(check -> check.name().equals(name) && check.status() == CheckStatus.ERROR)
        .map(Check::message)
        .findFirst();
  }
}
