package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a check stands. */
public enum CheckStatus {
  /** Nothing to do. */
  @JsonProperty("ok")
  OK,
  /** The server works; somebody should look at it by day. */
  @JsonProperty("warn")
  WARN,
  /** The server does not work, or not for long. */
  @JsonProperty("error")
  ERROR;

  private static final String WARNING = "warning";

  /** The result of a check that found something to look at by day. */
  public static HealthCheck.Result warning(String message) {
    return HealthCheck.Result.builder()
        .healthy()
        .withMessage(message)
        .withDetail(WARNING, true)
        .build();
  }

  static CheckStatus of(HealthCheck.Result result) {
    if (!result.isHealthy()) {
      return ERROR;
    }
    return result.getDetails() != null && result.getDetails().containsKey(WARNING) ? WARN : OK;
  }
}
