package io.workrail.telemetry;

/**
 * Why something was not let in.
 *
 * @param httpStatus what the client was answered with
 * @param reason a word of a small set, the same as in the audit log where it stands there, too
 */
public record Refusal(int httpStatus, String reason) {
  /** What the roles of a good credential do not allow. */
  public static final String ROLE = "insufficient_scope";

  /** A refusal of which nobody told the reason: the status tells enough. */
  public static Refusal of(int httpStatus) {
    return new Refusal(
        httpStatus,
        switch (httpStatus) {
          case 403 -> ROLE;
          case 413 -> "too_large";
          case 503 -> "unavailable";
          default -> "unspecified";
        });
  }
}
