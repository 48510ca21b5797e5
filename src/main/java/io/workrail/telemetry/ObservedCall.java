package io.workrail.telemetry;

import java.time.Duration;
import java.util.Optional;

/**
 * A call that has ended. Nothing in it comes from the client unchecked: names that this server does
 * not know are {@code other}, and neither arguments nor results are part of it.
 *
 * @param method of the protocol
 * @param tool that was called
 */
public record ObservedCall(
    String method, Optional<String> tool, CallStatus status, Duration duration) {
  /** Stands for every name that the server does not know. */
  public static final String OTHER = "other";
}
