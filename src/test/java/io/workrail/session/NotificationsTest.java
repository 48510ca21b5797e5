package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.workrail.audit.RecordedAudit;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import io.workrail.session.notify.Notifications;
import io.workrail.session.notify.NotifyConfiguration;
import io.workrail.session.notify.SteppedExecutor;
import jakarta.validation.Validation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sessions.notify tells, and when. */
class NotificationsTest {
  private static final Requester ADA = agent("ada");
  private static final Requester EVE = SessionFixture.requester("eve", "red", Role.APPROVER);

  private final List<JsonNode> told = new CopyOnWriteArrayList<>();
  private final SteppedExecutor executor = new SteppedExecutor();
  private final SessionFixture sessions =
      new SessionFixture(new MemorySessionStore(), "{\"confirmation\":\"approve\"}");
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          told.add(SessionFixture.json(body));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    sessions.observers.add(notifications("{}"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void tellsOfWorkThatWaitsWithIdsAndStatesOnly() {
    ObjectNode started = sessions.start("confirmed-work", ADA);
    sessions.proceed(token(started), notes("A secret plan."), ADA);
    executor.advance(Duration.ZERO);

    JsonNode awaiting = told.get(0);
    assertThat(awaiting.path("event").asText()).isEqualTo("awaiting");
    assertThat(awaiting.path("sessionId").asText()).isEqualTo(SessionFixture.id(started).value());
    assertThat(awaiting.path("status").asText()).isEqualTo("awaiting_confirmation");
    assertThat(awaiting.path("stepId").asText()).isEqualTo("plan");
    assertThat(awaiting.path("submissionId").asText()).startsWith("sub_");
    assertThat(awaiting.path("owner").asText()).isEqualTo("ada");
    assertThat(awaiting.path("team").asText()).isEqualTo("red");
    assertThat(awaiting.toString()).doesNotContain("secret plan").doesNotContain("Make it work");
  }

  @Test
  void tellsOfTheEndOnce() {
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode fix = sessions.proceed(token(started), notes("Looked."), ADA);
    sessions.proceed(token(fix), notes("Fixed and tested."), ADA);
    sessions.proceed(token(fix), notes("Fixed and tested."), ADA);
    ObjectNode other = sessions.start("plain-work", ADA);
    sessions.service.abandon(token(other), "Not wanted.", ADA);
    executor.advance(Duration.ZERO);

    assertThat(told)
        .extracting(message -> message.path("event").asText())
        .containsExactly("completed", "abandoned");
    assertThat(told.get(1).toString()).doesNotContain("Not wanted");
  }

  @Test
  void tellsOnceOfASessionThatIsStuck() {
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode fix = sessions.proceed(token(started), notes("Looked."), ADA);
    for (int i = 1; i <= 4; i++) {
      sessions.proceed(token(fix), notes("Attempt " + i), ADA);
    }
    executor.advance(Duration.ZERO);
    assertThat(told).isEmpty();

    for (int i = 5; i <= 8; i++) {
      sessions.proceed(token(fix), notes("Attempt " + i), ADA);
    }
    executor.advance(Duration.ZERO);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).path("event").asText()).isEqualTo("stuck");
    assertThat(told.get(0).path("stepId").asText()).isEqualTo("fix");
  }

  @Test
  void setbacksOfAnEarlierStepDoNotCount() {
    ObjectNode started = sessions.start("confirmed-work", ADA);
    for (int i = 1; i <= 4; i++) {
      sessions.proceed(token(started), notes("Plan " + i), ADA);
      decide(started, Submission.Status.REJECTED);
    }
    sessions.proceed(token(started), notes("Plan 5"), ADA);
    decide(started, Submission.Status.APPROVED);
    String next = token(sessions.proceed(token(started), notes("Plan 5"), ADA));
    sessions.proceed(next, notes(""), ADA);
    executor.advance(Duration.ZERO);

    assertThat(told).extracting(message -> message.path("event").asText()).doesNotContain("stuck");
  }

  @Test
  void tellsOnlyOfWhatIsAskedFor() {
    sessions.observers.clear();
    sessions.observers.add(notifications("{\"events\":[\"completed\"]}"));
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.service.abandon(token(started), "Not wanted.", ADA);
    executor.advance(Duration.ZERO);

    assertThat(told).isEmpty();
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThat(problems("{\"url\":\"ftp://example.com\"}"))
        .anyMatch(text -> text.contains("SESSIONS_NOTIFY_URL"));
    assertThat(
            problems("{\"url\":\"https://user:pw@example.com/\",\"secret\":\"0123456789abcdef\"}"))
        .anyMatch(text -> text.contains("SESSIONS_NOTIFY_URL"));
    assertThat(problems("{\"url\":\"https://example.com/hook\",\"secret\":\"short\"}"))
        .anyMatch(text -> text.contains("SESSIONS_NOTIFY_SECRET"));
    assertThat(problems("{\"command\":[\"tell-team\"]}"))
        .anyMatch(text -> text.contains("absolute"));
    assertThat(problems("{\"stuckAfter\":1}")).hasSize(1);
    assertThat(problems("{\"command\":[\"/bin/true\"]}")).isEmpty();
  }

  private void decide(ObjectNode started, Submission.Status word) {
    String session = SessionFixture.id(started).value();
    Submission open = sessions.store.findOpenSubmission(SessionFixture.id(started)).orElseThrow();
    sessions.service.decide(session, open.id(), word, Optional.empty(), EVE);
  }

  private Notifications notifications(String more) {
    ObjectNode settings = SessionFixture.object(more);
    settings.put("url", "http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    settings.put("secret", "a-secret-of-the-receiver");
    return configuration(settings)
        .build(sessions.store, new RecordedAudit(), sessions.clock, executor);
  }

  private static List<String> problems(String settings) {
    try (var factory = Validation.buildDefaultValidatorFactory()) {
      return factory
          .getValidator()
          .validate(configuration(SessionFixture.object(settings)))
          .stream()
          .map(problem -> problem.getMessage())
          .toList();
    }
  }

  private static NotifyConfiguration configuration(ObjectNode settings) {
    return StrictJson.mapper().convertValue(settings, NotifyConfiguration.class);
  }
}
