package io.workrail.http;

import java.time.Duration;

/**
 * What a body may be and how it must come.
 *
 * @param maxBytes the largest body
 * @param bytesPerSecond the slowest pace over the whole body
 * @param patience how long a body may take besides
 */
record BodyLimits(int maxBytes, long bytesPerSecond, Duration patience) {
  /** Whether a body that has come so far is on its way for too long. */
  boolean isTooSlow(long received, long elapsedNanos) {
    double allowedSeconds = patience.toMillis() / 1000.0 + (double) received / bytesPerSecond;
    return elapsedNanos / 1e9 > allowedSeconds;
  }
}
