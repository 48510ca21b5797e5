package io.workrail.benchmark.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/**
 * Drives clients over TLS with the client of the JDK, which costs more than {@link LoadLoop}: good
 * for a look at a server behind TLS, not for comparisons with plain HTTP. Certificates are checked
 * as the JVM is told to ({@code javax.net.ssl.trustStore}).
 */
final class SecureLoad implements Callable<Map<String, Tally>> {
  private static final int THREADS = 2;
  private static final int MOST_FAILURES_IN_A_ROW = 20;
  private static final Duration LONGEST_REPLY = Duration.ofSeconds(10);

  private final List<Script> clients;
  private final Limit limit;
  private final Map<String, Tally> tallies = new HashMap<>();

  SecureLoad(List<Script> clients, Limit limit) {
    this.clients = clients;
    this.limit = limit;
  }

  @Override
  public Map<String, Tally> call() {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      HttpClient http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(LONGEST_REPLY)
              .executor(threads)
              .build();
      CompletableFuture<?>[] ends =
          clients.stream()
              .map(client -> new Client(client, http).begin())
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(ends).join();
    } finally {
      threads.shutdown();
    }
    return tallies;
  }

  private void count(Request request, long nanos, Reply reply) {
    synchronized (tallies) {
      tallies.computeIfAbsent(request.label(), label -> new Tally()).add(nanos, request, reply);
    }
    limit.countReply();
  }

  private void countFault(Request request, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String fault = nameOf(cause);
    synchronized (tallies) {
      tallies.computeIfAbsent(request.label(), label -> new Tally()).addFault(fault);
    }
  }

  private static String nameOf(Throwable cause) {
    if (cause instanceof SSLException) {
      return "TLS: " + cause.getMessage();
    }
    boolean lost = cause instanceof IOException && !(cause instanceof ConnectException);
    return lost ? Tally.LOST : Tally.UNREACHABLE;
  }

  private final class Client {
    private final Script script;
    private final HttpClient http;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private int failures;

    Client(Script script, HttpClient http) {
      this.script = script;
      this.http = http;
    }

    CompletableFuture<Void> begin() {
      send(script.first());
      return end;
    }

    private void send(Request request) {
      HttpRequest http11 = request.toHttpRequest(LONGEST_REPLY);
      long sentAt = System.nanoTime();
      http.sendAsync(http11, HttpResponse.BodyHandlers.ofByteArray())
          .whenComplete(
              (response, failure) -> {
                try {
                  ended(request, System.nanoTime() - sentAt, response, failure);
                } catch (RuntimeException e) {
                  end.completeExceptionally(e);
                }
              });
    }

    private void ended(
        Request request, long nanos, HttpResponse<byte[]> response, Throwable failure) {
      Request next = request;
      if (failure == null) {
        Reply reply = Reply.of(response.statusCode(), response.body());
        count(request, nanos, reply);
        next = script.next(reply);
        failures = 0;
      } else {
        countFault(request, failure);
        failures++;
      }
      if (limit.isReached() || failures >= MOST_FAILURES_IN_A_ROW) {
        end.complete(null);
      } else {
        send(next);
      }
    }
  }
}
