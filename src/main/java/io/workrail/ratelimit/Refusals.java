package io.workrail.ratelimit;

import io.workrail.http.RetryLater;

/** What a refused client is told. The reader is often a model: how long to wait, then what. */
final class Refusals {
  private static final int TOO_MANY_REQUESTS = 429;

  private Refusals() {}

  static RetryLater of(RateLimitScope scope, Verdict verdict) {
    long wait = verdict.retryAfterSeconds();
    String seconds = wait == 1 ? "1 second" : wait + " seconds";
    String limit = verdict.limit().inWords();
    String message =
        switch (scope) {
          case ADDRESS ->
              "Too many requests come from your address (at most %s). Wait %s, then send this again unchanged; nothing was done."
                  .formatted(limit, seconds);
          case FAILED_AUTHENTICATION ->
              "Too many requests without a good token come from your address (at most %s). Check the token, wait %s, then send this again."
                  .formatted(limit, seconds);
          case SUBJECT ->
              "Too many calls: your token allows %s. Wait %s, then send this again unchanged; nothing was done."
                  .formatted(limit, seconds);
        };
    return new RetryLater(TOO_MANY_REQUESTS, message, wait);
  }
}
