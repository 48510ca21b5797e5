package io.workrail.session.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.workrail.SettableClock;
import io.workrail.configuration.Secret;
import io.workrail.session.SessionId;
import io.workrail.telemetry.trace.TraceContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ways out: a webhook and a program. */
class ChannelTest {
  private static final String SECRET = "a-secret-of-the-receiver";
  private static final byte[] JSON = "{\"event\":\"awaiting\",\"é\":1}".getBytes(UTF_8);
  private static final Notice NOTICE = notice(Optional.empty());

  @TempDir Path folder;

  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private final AtomicInteger status = new AtomicInteger(204);
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
          headers.put("body", new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aReceiverCanTellThatTheMessageIsOurs() throws Exception {
    webhook().deliver(NOTICE, JSON);

    String timestamp = Long.toString(SettableClock.BEGIN.getEpochSecond());
    assertThat(headers).containsEntry("X-workrail-timestamp", timestamp);
    assertThat(headers).containsEntry("X-workrail-delivery", "ses_1-2-awaiting");
    assertThat(headers).containsEntry("Content-type", "application/json");
    assertThat(headers.get("body")).isEqualTo(new String(JSON, UTF_8));
    assertThat(headers.get("X-workrail-signature"))
        .isEqualTo("v1=" + hmac(timestamp + "." + headers.get("body")));
  }

  @Test
  void theTraceOfTheCallGoesOnInBothWays() throws Exception {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    Notice traced = notice(TraceContext.read(parent, "vendor=1"));

    webhook().deliver(traced, JSON);
    assertThat(headers)
        .containsEntry("Traceparent", parent)
        .containsEntry("Tracestate", "vendor=1");
    Path result = folder.resolve("result");
    run("env > \"$0\"", result).deliver(traced, JSON);
    assertThat(Files.readAllLines(result)).contains("TRACEPARENT=" + parent, "TRACESTATE=vendor=1");
  }

  @Test
  void everythingButSuccessIsAFailureRedirectsIncluded() {
    for (int code : List.of(302, 400, 404, 500, 503)) {
      status.set(code);
      assertThatThrownBy(() -> webhook().deliver(NOTICE, JSON))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(Integer.toString(code));
    }
  }

  @Test
  void aReceiverThatIsNotThereIsAFailureWithoutTheAddress() {
    Webhook nowhere =
        new Webhook(
            URI.create("http://127.0.0.1:1/token-in-the-path"),
            new Secret(SECRET),
            new SettableClock());
    assertThatThrownBy(() -> nowhere.deliver(NOTICE, JSON))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("token-in-the-path");
  }

  @Test
  void aProgramGetsTheMessageOnItsInputAndNoSecretsOfTheServer() throws Exception {
    Path result = folder.resolve("result");
    run("cat > \"$0\"; env >> \"$0\"", result).deliver(NOTICE, JSON);

    String text = Files.readString(result);
    assertThat(text).startsWith(new String(JSON, UTF_8)).contains("WORKRAIL_EVENT=awaiting");
    assertThat(text.lines().skip(1).map(line -> line.substring(0, line.indexOf('=') + 1)))
        .isSubsetOf(
            "PATH=",
            "HOME=",
            "LANG=",
            "LC_ALL=",
            "TZ=",
            "WORKRAIL_EVENT=",
            "PWD=",
            "SHLVL=",
            "_=",
            "OLDPWD=");
  }

  @Test
  void aProgramThatDoesNotReadItsInputMayStillSucceed() throws Exception {
    run("exit 0", folder).deliver(NOTICE, JSON);
  }

  @Test
  void aProgramThatFailsOrIsMissingIsAFailure() {
    assertThatThrownBy(() -> run("exit 3", folder).deliver(NOTICE, JSON))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status 3");
    assertThatThrownBy(
            () ->
                new CommandLine(List.of("/no/such/program"), Duration.ofSeconds(5))
                    .deliver(NOTICE, JSON))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aProgramThatHangsIsEndedWithItsChildren() {
    CommandLine hanging =
        new CommandLine(List.of("/bin/sh", "-c", "sleep 600 & sleep 600"), Duration.ofMillis(300));

    assertThatThrownBy(() -> hanging.deliver(NOTICE, JSON))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not end");
    // A killed process needs a moment to be gone.
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      if (child.info().commandLine().orElse("").contains("sleep 600")) {
        assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20));
      }
    }
  }

  private static Notice notice(Optional<TraceContext> trace) {
    return new Notice(
        "ses_1-2-awaiting",
        Occasion.AWAITING,
        new SessionId("ses_" + "b".repeat(32)),
        "code-review",
        "awaiting_confirmation",
        "ada",
        Optional.empty(),
        2,
        1,
        Instant.EPOCH,
        trace);
  }

  private static CommandLine run(String script, Path argument) {
    return new CommandLine(
        List.of("/bin/sh", "-c", script, argument.toString()), Duration.ofSeconds(20));
  }

  private Webhook webhook() {
    URI address = URI.create("http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort()));
    return new Webhook(address, new Secret(SECRET), new SettableClock());
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }
}
