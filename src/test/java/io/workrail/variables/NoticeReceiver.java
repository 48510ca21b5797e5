package io.workrail.variables;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another program that is told of sessions; its first answer is a failure. */
final class NoticeReceiver implements AutoCloseable {
  /** A message. */
  record Received(String signature, String trace, String body) {}

  private final BlockingQueue<Received> notices = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private boolean failed;

  NoticeReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::take);
    server.start();
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    notices.add(
        new Received(
            String.valueOf(exchange.getRequestHeaders().getFirst("X-WorkRail-Signature")),
            String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(failed ? 204 : 500, -1);
    exchange.close();
    failed = true;
  }

  String address() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  /** The next message; null when none comes. */
  @Nullable Received next() throws InterruptedException {
    return notices.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
