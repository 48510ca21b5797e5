package io.workrail.ratelimit;

import java.util.function.BiConsumer;

/**
 * What a limit says to one request.
 *
 * @param granted whether the request may go on
 * @param remaining requests that may follow at once
 * @param retryAfterSeconds when the next request will be granted; 0 when one would be now
 * @param resetSeconds when everything that can be saved up is there again
 */
public record Verdict(
    Limit limit, boolean granted, long remaining, long retryAfterSeconds, long resetSeconds) {
  /** Tells the client; {@code Retry-After} (RFC 9110, section 10.2.3) only with a refusal. */
  void writeHeaders(BiConsumer<String, String> header) {
    header.accept("RateLimit-Limit", Long.toString(limit.burst()));
    header.accept("RateLimit-Remaining", Long.toString(remaining));
    header.accept("RateLimit-Reset", Long.toString(resetSeconds));
    header.accept("RateLimit-Policy", limit.policy());
    if (!granted) {
      header.accept("Retry-After", Long.toString(retryAfterSeconds));
    }
  }
}
