package io.workrail.connect;

import io.workrail.configuration.CommandFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Posts to the server, again and again while it restarts. A request is repeated only when the
 * server cannot have begun with it, or when the caller says that repeating does no harm.
 * Thread-safe.
 */
final class ServerLink {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final int UNAVAILABLE = 503;

  private final ServerAddress address;
  private final TokenSource token;
  private final Duration patience;
  private final HttpClient client;
  private volatile boolean stopped;

  /**
   * A link.
   *
   * @param patience how long to wait for a server that is not there
   */
  ServerLink(ServerAddress address, TokenSource token, SSLContext tls, Duration patience) {
    this.address = address;
    this.token = token;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(tls)
            .build();
  }

  /**
   * Posts a body; never fails.
   *
   * @param headers besides those that every message has
   */
  CompletableFuture<Answer> post(String body, Map<String, String> headers, Repeat repeat) {
    return attempt(body, headers, repeat, new Waiting(patience, FIRST_PAUSE));
  }

  /** From now on what fails is told at once: nobody waits for a server that restarts any more. */
  void stopRepeating() {
    stopped = true;
  }

  /** When a request that did not get its reply is sent again. */
  enum Repeat {
    /** Also when the connection broke while the server was at it. */
    ALWAYS,
    /** Only when the server has not begun with it. */
    UNTOUCHED
  }

  private CompletableFuture<Answer> attempt(
      String body, Map<String, String> headers, Repeat repeat, Waiting waiting) {
    return send(body, headers)
        .thenCompose(
            answer ->
                waiting.isOver() || !isWorthRepeating(answer, repeat)
                    ? CompletableFuture.completedFuture(answer)
                    : waiting
                        .pause()
                        .thenCompose(nothing -> attempt(body, headers, repeat, waiting.longer())));
  }

  private boolean isWorthRepeating(Answer answer, Repeat repeat) {
    if (stopped || answer instanceof Answer.Impossible) {
      return false;
    }
    if (answer instanceof Answer.Reply reply) {
      return reply.status() == UNAVAILABLE;
    }
    return answer instanceof Answer.Unreachable || repeat == Repeat.ALWAYS;
  }

  private CompletableFuture<Answer> send(String body, Map<String, String> headers) {
    HttpRequest request;
    try {
      request = request(body, headers);
    } catch (CommandFailedException e) {
      return CompletableFuture.completedFuture(
          new Answer.Impossible(String.valueOf(e.getMessage())));
    }
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .handle((reply, failure) -> failure == null ? read(reply) : explain(failure));
  }

  private HttpRequest request(String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri())
            .timeout(REPLY_TIMEOUT)
            .header("Authorization", "Bearer " + token.read().revealText())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request.build();
  }

  private static Answer read(HttpResponse<String> reply) {
    OptionalLong retryAfter =
        reply
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("\\d{1,9}"))
            .map(value -> OptionalLong.of(Long.parseLong(value)))
            .orElse(OptionalLong.empty());
    return new Answer.Reply(reply.statusCode(), reply.body(), retryAfter);
  }

  private static Answer explain(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof HttpConnectTimeoutException) {
      return new Answer.Unreachable("it cannot be reached");
    }
    if (cause instanceof ConnectException) {
      return new Answer.Unreachable(
          cause.getCause() instanceof UnresolvedAddressException
              ? "its name is not known"
              : "the connection was refused");
    }
    if (cause instanceof SSLException) {
      return new Answer.Impossible(
          "its certificate is not trusted, or it does not speak TLS; a private authority is named"
              + " with --ca FILE");
    }
    return cause instanceof IOException
        ? new Answer.Broken("the connection ended before the reply")
        : new Answer.Impossible("the request cannot be sent");
  }

  /** How long to go on, and how long to pause before the next attempt. */
  private record Waiting(Duration left, Duration next) {
    boolean isOver() {
      return left.isNegative() || left.isZero();
    }

    CompletableFuture<Void> pause() {
      return CompletableFuture.runAsync(
          () -> {}, CompletableFuture.delayedExecutor(next.toMillis(), TimeUnit.MILLISECONDS));
    }

    Waiting longer() {
      Duration twice = next.multipliedBy(2);
      return new Waiting(
          left.minus(next), twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice);
    }
  }
}
