package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alert rules ask for nothing that a running server does not expose. */
class MonitoringFilesIT {
  private static final Path ALERTS = Path.of("ansible/files/workrail-alerts.yml");
  private static final Path DASHBOARD = Path.of("ansible/files/workrail-dashboard.json");

  /** What Prometheus itself adds to a scrape. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private static final Pattern NO_NAMES =
      Pattern.compile(
          "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()\\b");
  private static final Pattern LABELS = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_:]*)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)");
  private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

  @TempDir static Path data;
  private static Exposed exposed;

  @BeforeAll
  static void scrape() throws Exception {
    DropwizardAppExtension<WorkRailConfiguration> app = HttpFixture.application(data);
    app.before();
    try {
      String list =
          """
          {"jsonrpc":"2.0","id":1,"method":"tools/call",
           "params":{"name":"workflow_list","arguments":{}}}""";
      send(
          request(app.getLocalPort(), "/mcp")
              .header("Authorization", "Bearer " + token(Role.AGENT))
              .POST(BodyPublishers.ofString(list)));
      send(
          request(app.getAdminPort(), "/tasks/backup")
              .header("Authorization", "Bearer " + token(Role.OPERATOR))
              .POST(BodyPublishers.noBody()));
      Exposed.await(
          () -> Exposed.read(send(request(app.getAdminPort(), "/metrics")).body()),
          page -> {
            exposed = page;
            return !page.samples("workflow_sessions").isEmpty();
          });
    } finally {
      app.after();
    }
  }

  @AfterAll
  static void forget() {
    exposed = null;
  }

  @Test
  void alertsAskForWhatIsThere() throws Exception {
    JsonNode rules = rules();
    assertThat(rules).hasSizeGreaterThan(10);
    rules.forEach(rule -> assertAsksForWhatIsThere(rule.path("expr").asText()));
  }

  @Test
  void everyAlertSaysWhatToDo() throws Exception {
    for (JsonNode rule : rules()) {
      String name = rule.path("alert").asText();
      assertThat(name).startsWith("WorkRail");
      assertThat(rule.path("labels").path("severity").asText()).as(name).isIn("page", "ticket");
      assertThat(rule.path("annotations").path("summary").asText()).as(name).isNotBlank();
      assertThat(rule.path("annotations").path("description").asText()).as(name).isNotBlank();
    }
  }

  @Test
  void theDashboardAsksForWhatIsThere() throws Exception {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    List<String> expressions = new ArrayList<>(dashboard.findValuesAsText("expr"));
    assertThat(expressions).hasSizeGreaterThan(20);
    expressions.forEach(MonitoringFilesIT::assertAsksForWhatIsThere);
    assertThat(dashboard.toString()).contains("label_values(workrail_build_info, instance)");
    assertThat(sampleNames()).contains("workrail_build_info");
  }

  @Test
  void everyPanelHasANumberAndAPlaceOfItsOwn() throws Exception {
    JsonNode panels = new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels");
    Set<Integer> ids = new TreeSet<>();
    Set<String> places = new TreeSet<>();
    for (JsonNode panel : panels) {
      assertThat(ids.add(panel.path("id").asInt())).as(panel.path("title").asText()).isTrue();
      JsonNode place = panel.path("gridPos");
      assertThat(places.add(place.path("x") + "/" + place.path("y"))).isTrue();
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
    }
  }

  private static void assertAsksForWhatIsThere(String expression) {
    String bare = NO_NAMES.matcher(expression).replaceAll(" ");
    Matcher name = NAME.matcher(bare);
    while (name.find()) {
      if (!OF_PROMETHEUS.contains(name.group())) {
        assertThat(sampleNames()).as(expression).contains(name.group());
      }
    }
    Matcher selector = LABELS.matcher(expression);
    while (selector.find()) {
      Matcher label = LABEL.matcher(selector.group(2));
      while (label.find()) {
        assertThat(labelsOf(selector.group(1))).as(expression).contains(label.group(1));
      }
    }
  }

  private static Set<String> sampleNames() {
    return exposed.samples().stream().map(Exposed.Sample::name).collect(Collectors.toSet());
  }

  private static Set<String> labelsOf(String name) {
    Set<String> labels = new TreeSet<>(TARGET_LABELS);
    exposed.samples(name).forEach(sample -> labels.addAll(sample.labels().keySet()));
    return labels;
  }

  private static JsonNode rules() throws Exception {
    return new ObjectMapper(new YAMLFactory())
        .readTree(ALERTS.toFile())
        .path("groups")
        .get(0)
        .path("rules");
  }
}
