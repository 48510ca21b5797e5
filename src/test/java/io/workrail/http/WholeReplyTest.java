package io.workrail.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeReplyTest {
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          try {
            end.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.createContext(
        "/whole",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aWholeReplyIsGiven() throws Exception {
    assertThat(await("/whole", Duration.ofSeconds(20))).isEqualTo("ok");
  }

  @Test
  void aBodyThatDoesNotEndIsNotWaitedFor() {
    assertThatIOException()
        .isThrownBy(() -> await("/endless", Duration.ofSeconds(1)))
        .withMessage("no answer within 1 s");
  }

  @Test
  void aServerThatIsNotThereIsToldWithItsCause() {
    server.stop(0);
    assertThatIOException()
        .isThrownBy(() -> await("/whole", Duration.ofSeconds(20)))
        .withMessageContaining("ConnectException");
  }

  private String await(String path, Duration patience) throws Exception {
    URI address =
        URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    HttpRequest request = HttpRequest.newBuilder(address).build();
    return WholeReply.await(client, request, BodyHandlers.ofString(), patience).body();
  }
}
