package io.workrail.telemetry;

import java.time.Duration;
import java.util.Optional;

/**
 * A call that has ended. Nothing in it comes from the client unchecked: names that this server does
 * not know are {@code other}, and neither arguments nor results are part of it.
 *
 * @param method of the protocol
 * @param tool that was called
 * @param refusal why it was {@link CallStatus#REFUSED}
 */
public record ObservedCall(
    String method,
    Optional<String> tool,
    CallStatus status,
    Duration duration,
    Optional<Refusal> refusal) {
  /** Stands for every name that the server does not know. */
  public static final String OTHER = "other";

  /** A call that was let in. */
  public ObservedCall(String method, Optional<String> tool, CallStatus status, Duration duration) {
    this(method, tool, status, duration, Optional.empty());
  }

  /** A call that was turned away before anybody read what it was about. */
  static ObservedCall unread(Refusal refusal, Duration duration) {
    return new ObservedCall(
        OTHER, Optional.empty(), CallStatus.REFUSED, duration, Optional.of(refusal));
  }
}
