package io.workrail.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers what a test tells it to, and remembers what it was sent. */
final class FakeServer implements AutoCloseable {
  /** A request as it came. */
  record Received(JsonNode body, Map<String, List<String>> headers) {
    Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst();
    }

    String method() {
      return body.path("method").asText();
    }
  }

  /** What to answer; a negative status ends the connection without a reply. */
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body);
    }

    static Reply result(Received request, String result) {
      return of(
          200,
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
              .formatted(request.body().path("id"), result));
    }

    static Reply error(Received request, int status, int code) {
      return of(
          status,
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"no\"}}"
              .formatted(request.body().path("id"), code));
    }
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeServer(int port, Function<Received, Reply> behaviour) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server.setExecutor(threads);
    server.createContext("/mcp", exchange -> answer(exchange, behaviour));
    server.start();
  }

  FakeServer(Function<Received, Reply> behaviour) throws IOException {
    this(0, behaviour);
  }

  int port() {
    return server.getAddress().getPort();
  }

  ServerAddress address() {
    return ServerAddress.parse("http://127.0.0.1:" + port());
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange, Function<Received, Reply> behaviour)
      throws IOException {
    try (exchange) {
      Received request =
          new Received(
              read(exchange.getRequestBody().readAllBytes()),
              Map.copyOf(exchange.getRequestHeaders()));
      received.add(request);
      Reply reply = behaviour.apply(request);
      if (reply.status() < 0) {
        return;
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static JsonNode read(byte[] body) {
    try {
      return StrictJson.parse(body);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }
}
