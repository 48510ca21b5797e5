package io.workrail.http;

import java.time.Duration;

/**
 * How a reply must be taken.
 *
 * @param bytesPerSecond the slowest pace
 * @param patience how long each part of a reply may take besides
 */
record ReplyLimits(long bytesPerSecond, Duration patience) {
  /** How long so many bytes may take until the network has them. */
  Duration longestFor(int bytes) {
    return patience.plusMillis(bytes * 1000L / bytesPerSecond);
  }
}
