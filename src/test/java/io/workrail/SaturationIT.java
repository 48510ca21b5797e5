package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More requests than the server takes at once. */
class SaturationIT {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @TempDir Path data;
  private final Hold hold = new Hold();
  private final List<RawConnection> connections = new ArrayList<>();
  private DropwizardAppExtension<WorkRailConfiguration> app;

  /** Answers when the test says so. */
  private static final class Hold extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch released = new CountDownLatch(1);
    private final transient AtomicInteger running = new AtomicInteger();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      running.incrementAndGet();
      try {
        response.setStatus(released.await(60, TimeUnit.SECONDS) ? 200 : 500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        response.setStatus(500);
      }
    }
  }

  @AfterEach
  void stop() throws IOException {
    hold.released.countDown();
    for (RawConnection connection : connections) {
      connection.close();
    }
    app.after();
  }

  @Test
  void excessIsToldToComeAgainWhileHealthAnswers() throws Exception {
    start(
        ConfigOverride.config("server.limits.maxConcurrentRequests", "60"),
        ConfigOverride.config("server.maxThreads", "64"));
    hold(60);
    Await.until("every worker is busy", () -> hold.running.get() == 48);
    Await.until("the rest waits", () -> waiting() == 12);

    HttpResponse<String> other = send(request(port(), "/schemas/workflow.json"));
    assertThat(other.statusCode()).isEqualTo(503);
    assertThat(other.headers().firstValue("Retry-After")).hasValue("1");
    for (String header :
        List.of(
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Content-Security-Policy",
            "Referrer-Policy",
            "X-Request-Id")) {
      assertThat(other.headers().allValues(header)).as(header).hasSize(1);
    }
    assertThat(other.body()).startsWith("{\"code\":503,").contains("again");

    HttpResponse<String> mcp =
        send(
            request(port(), "/mcp")
                .header("Origin", "http://localhost:3000")
                .POST(BodyPublishers.ofString(PING)));
    assertThat(mcp.statusCode()).isEqualTo(503);
    assertThat(mcp.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(mcp.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("http://localhost:3000");
    assertThat(mcp.body())
        .contains(
            "\"jsonrpc\":\"2.0\"", "\"code\":503", "\"retryAfterSeconds\":1", "Wait 1 second");
    Await.until(
        "its line says why",
        () ->
            Files.readString(data.resolve("logs/combined.log"))
                .contains("\"status\":\"refused\",\"httpStatus\":503,\"reason\":\"busy\""));

    assertThat(send(request(port(), "/ready")).statusCode()).isEqualTo(200);
    assertThat(send(request(app.getAdminPort(), "/healthcheck")).statusCode()).isEqualTo(200);

    hold.released.countDown();
    for (RawConnection connection : connections) {
      assertThat(connection.reply()).startsWith("HTTP/1.1 200");
    }
    Await.until("the server is free", () -> send(request(port(), "/nope")).statusCode() == 404);
  }

  @Test
  void aThousandRequestsWaitForSixtyFourThreads() throws Exception {
    start();
    hold(1000);
    Await.until("every worker is busy", () -> hold.running.get() == 48);
    Await.until("the rest waits", () -> waiting() == 952);
    assertThat(send(request(port(), "/nope")).statusCode()).isEqualTo(503);
    assertThat(send(request(port(), "/ready")).statusCode()).isEqualTo(200);
    hold.released.countDown();
    for (RawConnection connection : connections) {
      assertThat(connection.reply()).startsWith("HTTP/1.1 200");
    }
    assertThat(hold.running).hasValue(1000);
  }

  private void start(ConfigOverride... more) throws Exception {
    app = HttpFixture.application(data, more);
    app.addListener(
        new DropwizardAppExtension.ServiceListener<>() {
          @Override
          public void onRun(
              WorkRailConfiguration configuration,
              Environment environment,
              DropwizardAppExtension<WorkRailConfiguration> extension) {
            environment.servlets().addServlet("hold", hold).addMapping("/hold");
          }
        });
    app.before();
  }

  private void hold(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      RawConnection connection = new RawConnection(port());
      connections.add(connection);
      connection.send("POST /hold HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody");
    }
  }

  private int waiting() {
    return app.getEnvironment()
        .getApplicationContext()
        .getServer()
        .getContainedBeans(QoSHandler.class)
        .iterator()
        .next()
        .getSuspendedRequestCount();
  }

  private int port() {
    return app.getLocalPort();
  }
}
