package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.auth.Role;
import io.workrail.mcp.ServerInfo;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a scraper gets. */
@ExtendWith(DropwizardExtensionsSupport.class)
class MetricsIT {
  private static final String REQUESTS = "workflow_requests_total";
  private static final String SECONDS = "workflow_request_duration_seconds";

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(() -> data);

  @Test
  void theApplicationPortAsksForARole() throws Exception {
    assertThat(send(request(app.getLocalPort(), "/metrics")).statusCode()).isEqualTo(401);
    assertThat(scrape(token(Role.AGENT)).statusCode()).isEqualTo(403);
    assertThat(scrape(token(Role.AGENT)).headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer error=\"insufficient_scope\"");
    assertThat(scrape(token(Role.OPERATOR)).statusCode()).isEqualTo(200);
    HttpResponse<String> reply = scrape(token(Role.METRICS));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain")
        .contains("version=0.0.4");
  }

  @Test
  void theAdminPortIsOpenAndSpeaksTheSame() throws Exception {
    HttpResponse<String> reply = send(request(app.getAdminPort(), "/metrics"));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).contains("version=0.0.4");
    assertThat(Exposed.read(reply.body()).types().keySet())
        .isEqualTo(Exposed.read(scrape(token(Role.METRICS)).body()).types().keySet());
  }

  @Test
  void scrapersMayAskForOtherFormats() throws Exception {
    HttpResponse<String> open =
        send(
            request(app.getAdminPort(), "/metrics")
                .header("Accept", "application/openmetrics-text; version=1.0.0"));
    assertThat(open.body()).endsWith("# EOF\n");
    HttpResponse<String> withNativeHistograms =
        send(
            request(app.getAdminPort(), "/metrics")
                .header(
                    "Accept",
                    "application/vnd.google.protobuf;"
                        + " proto=io.prometheus.client.MetricFamily; encoding=delimited"));
    assertThat(withNativeHistograms.headers().firstValue("Content-Type").orElseThrow())
        .contains("protobuf");
  }

  @Test
  void callsAreCountedAndTimed() throws Exception {
    Exposed before = read();
    mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/templates/list\"}");
    mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"what is this\"}");
    mcp(
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call",
         "params":{"name":"workflow_get","arguments":{"id":"no-such-workflow"}}}""");
    Exposed after = read();
    assertThat(before.value(REQUESTS, Map.of("method", "resources/templates/list", "status", "ok")))
        .as("there from the start")
        .isZero();
    assertThat(after.value(REQUESTS, Map.of("method", "resources/templates/list", "status", "ok")))
        .isOne();
    assertThat(after.value(REQUESTS, Map.of("method", "tools/call", "status", "tool_error")))
        .isOne();
    assertThat(
            after.value(
                "workflow_tool_calls_total",
                Map.of("tool", "workflow_get", "status", "tool_error")))
        .isOne();
    assertThat(after.value(REQUESTS, Map.of("method", "other", "status", "error"))).isOne();
    Map<String, String> all = Map.of("method", "resources/templates/list", "le", "+Inf");
    assertThat(after.value(SECONDS + "_bucket", all)).isOne();
    assertThat(after.value(SECONDS + "_count", Map.of("method", "resources/templates/list")))
        .isOne();
    assertThat(after.types()).containsEntry(SECONDS, "histogram");
  }

  @Test
  void everythingThatCanBeCountedIsThereFromTheStart(@TempDir Path own) throws Exception {
    DropwizardAppExtension<WorkRailConfiguration> fresh = HttpFixture.application(own);
    fresh.before();
    try {
      Exposed page = Exposed.read(send(request(fresh.getAdminPort(), "/metrics")).body());
      for (String status : List.of("ok", "tool_error", "error", "refused")) {
        for (String method : List.of("initialize", "tools/call", "workflow_next", "other")) {
          assertThat(page.value(REQUESTS, Map.of("method", method, "status", status))).isZero();
        }
        for (String tool : List.of("workflow_continue", "other")) {
          assertThat(
                  page.value("workflow_tool_calls_total", Map.of("tool", tool, "status", status)))
              .isZero();
        }
      }
      assertThat(page.value(SECONDS + "_count", Map.of("method", "tools/call"))).isZero();
      assertThat(page.value(SECONDS + "_bucket", Map.of("method", "tools/call", "le", "0.5")))
          .isZero();
      assertThat(
              page.value("workflow_tool_duration_seconds_count", Map.of("tool", "workflow_next")))
          .isZero();
      assertThat(page.samples(REQUESTS)).allMatch(sample -> sample.value() == 0);
      assertThat(page.value("workrail_rate_limit_refusals_total", Map.of("scope", "subject")))
          .isZero();
      assertThat(page.value("workrail_backups_total", Map.of("outcome", "failed"))).isZero();
      assertThat(page.value("workrail_backup_uploads_total", Map.of("outcome", "failed"))).isZero();
      // Of every server in this process, so it may have counted already.
      assertThat(page.value("log_events_total", Map.of("level", "error"))).isNotNegative();
    } finally {
      fresh.after();
    }
  }

  @Test
  void whatIsTurnedAwayIsCountedOnce() throws Exception {
    String forbidden =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call",
         "params":{"name":"workflow_validate_json","arguments":{"workflowJson":"{}"}}}""";
    Map<String, String> unread = Map.of("method", "other", "status", "refused");
    double before = valueOrZero(read(), REQUESTS, unread);
    double timed = valueOrZero(read(), SECONDS + "_count", Map.of("method", "other"));
    assertThat(post("nonsense", forbidden)).isEqualTo(401);
    assertThat(post(token(Role.METRICS), forbidden)).isEqualTo(403);
    assertThat(post(token(Role.AGENT), "x".repeat(1024 * 1024 + 1))).isEqualTo(413);
    assertThat(post(token(Role.OPERATOR), forbidden)).isEqualTo(403);
    Exposed after = read();
    assertThat(after.value(REQUESTS, unread)).isEqualTo(before + 3);
    assertThat(valueOrZero(after, SECONDS + "_count", Map.of("method", "other"))).isEqualTo(timed);
    assertThat(after.value(REQUESTS, Map.of("method", "tools/call", "status", "refused"))).isOne();
    assertThat(after.value("workrail_authentication_failures_total", Map.of("reason", "malformed")))
        .isOne();
    assertThat(after.value("workrail_authentication_failures_total", Map.of("reason", "expired")))
        .as("there from the start")
        .isZero();
  }

  @Test
  void sessionsAreCountedByWorkflowAndStatus() throws Exception {
    mcp(
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"workflow_start",
         "arguments":{"workflowId":"code-review","goal":"see it counted"}}}""");
    Exposed.await(
        MetricsIT::read,
        page ->
            !page.samples("workflow_sessions").isEmpty()
                && page.value("workflow_sessions", Map.of("status", "active")) >= 1
                && page.value("workflow_active_workflows", Map.of()) >= 1);
    assertThat(read().samples("workflow_sessions"))
        .extracting(sample -> sample.labels().get("status"))
        .containsExactlyInAnyOrder("active", "awaiting_confirmation", "completed", "abandoned");
  }

  @Test
  void namesTypesAndLabelsAreWhatDashboardsRelyOn() throws Exception {
    mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
    Exposed exposed = read();
    assertThat(exposed.types())
        .containsEntry(REQUESTS, "counter")
        .containsEntry(SECONDS, "histogram")
        .containsEntry("workflow_active_workflows", "gauge")
        .containsEntry("workflow_memory_usage_bytes", "gauge")
        .containsEntry("workrail_catalog_workflows", "gauge")
        .containsEntry("workrail_catalog_problems", "gauge")
        .containsEntry("workrail_catalog_last_reload_timestamp_seconds", "gauge")
        .containsEntry("workrail_ready", "gauge")
        .containsEntry("workrail_health_check_status", "gauge")
        .containsEntry("jetty_pool_threads", "gauge")
        .containsEntry("jetty_pool_queued_jobs", "gauge")
        .containsEntry("jetty_pool_utilization_ratio", "gauge")
        .containsEntry("jetty_responses_total", "counter")
        .containsEntry("log_events_total", "counter")
        .containsEntry("jvm_memory_used_bytes", "gauge")
        .containsEntry("process_cpu_seconds_total", "counter");
    assertThat(exposed.value("workrail_ready", Map.of())).isOne();
    assertThat(exposed.value("workrail_catalog_workflows", Map.of())).isEqualTo(11);
    assertThat(
            exposed.value(
                "workrail_health_check_status", Map.of("check", "storage", "status", "ok")))
        .isOne();
    assertThat(exposed.samples("workrail_build_info").get(0).labels())
        .containsEntry("version", ServerInfo.version());
    assertThat(exposed.value("jetty_pool_threads", Map.of("port", "application"))).isPositive();
    for (Exposed.Sample sample : exposed.samples(REQUESTS)) {
      assertThat(sample.labels().keySet()).isEqualTo(Set.of("method", "status"));
      assertThat(sample.labels().get("status")).isIn("ok", "tool_error", "error", "refused");
    }
  }

  @Test
  void helpIsForPeopleAndNoMetricNamesACaller() throws Exception {
    Exposed exposed = read();
    assertThat(exposed.help().keySet()).isEqualTo(exposed.types().keySet());
    assertThat(exposed.help().values())
        .noneMatch(help -> help.contains("ambda") || help.contains("com.codahale"));
    assertThat(exposed.samples())
        .noneMatch(sample -> sample.labels().keySet().stream().anyMatch(MetricsIT::isPersonal))
        .noneMatch(sample -> sample.labels().containsValue("it"));
  }

  @Test
  void metricsCanBeTurnedOff(@TempDir Path own) throws Exception {
    DropwizardAppExtension<WorkRailConfiguration> silent =
        HttpFixture.application(own, ConfigOverride.config("telemetry.metricsEnabled", "false"));
    silent.before();
    try {
      assertThat(send(request(silent.getAdminPort(), "/metrics")).statusCode()).isEqualTo(404);
      assertThat(send(request(silent.getAdminPort(), "/")).body())
          .contains("GET /healthcheck")
          .doesNotContain("/metrics");
      assertThat(
              send(request(silent.getLocalPort(), "/metrics")
                      .header("Authorization", "Bearer " + token(Role.METRICS)))
                  .statusCode())
          .isEqualTo(404);
    } finally {
      silent.after();
    }
  }

  private static boolean isPersonal(String label) {
    return List.of("subject", "user", "session", "sessionId", "requestId").contains(label);
  }

  private static Exposed read() throws Exception {
    return Exposed.read(send(request(app.getAdminPort(), "/metrics")).body());
  }

  private static HttpResponse<String> scrape(String token) throws Exception {
    return send(request(app.getLocalPort(), "/metrics").header("Authorization", "Bearer " + token));
  }

  private static double valueOrZero(Exposed page, String name, Map<String, String> labels) {
    return page.samples(name).stream()
        .filter(sample -> sample.labels().equals(labels))
        .mapToDouble(Exposed.Sample::value)
        .sum();
  }

  private static int post(String token, String body) throws Exception {
    return send(request(app.getLocalPort(), "/mcp")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  private static void mcp(String body) throws Exception {
    HttpResponse<String> reply =
        send(
            request(app.getLocalPort(), "/mcp")
                .header("Authorization", "Bearer " + token(Role.AGENT))
                .POST(BodyPublishers.ofString(body)));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }
}
