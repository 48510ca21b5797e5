package io.workrail.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls another server and bounds the time of the whole reply. The client's own time-out ends with
 * the head of the reply; a body may go on for ever.
 */
public final class WholeReply {
  private WholeReply() {}

  /**
   * The reply, with its body.
   *
   * @throws IOException also when it has not come to its end in time
   */
  public static <T> HttpResponse<T> await(
      HttpClient client, HttpRequest request, BodyHandler<T> body, Duration patience)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> reply = client.sendAsync(request, body);
    try {
      return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + patience.toSeconds() + " s", e);
    } finally {
      reply.cancel(true);
    }
  }
}
