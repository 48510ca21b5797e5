package io.workrail.startpage;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.core.setup.Environment;
import io.workrail.connect.ClientSnippet;
import io.workrail.connect.ClientSnippets;
import io.workrail.connect.ServerAddress;
import io.workrail.health.Health;
import io.workrail.health.HealthReport;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.commons.text.StringSubstitutor;

/**
 * What the page says: the release, the state of the server from the checks that ran last, and the
 * lines that connect clients. It tells nothing that {@code /ready} and {@code /health} do not tell
 * everybody, loads nothing, and runs no script. Thread-safe.
 */
public final class StartPage {
  /** Of all clients, those that most people use; a command shows the lines of the others. */
  private static final Set<String> SHOWN = Set.of("Claude Code", "VS Code", "Cursor", "Inspector");

  private static final String ENDPOINT = "/mcp";

  private final Health health;
  private final String template = resource("page.html");
  private final String style = resource("page.css").strip();
  private final String version;
  private final String endpoint;
  private final String snippets;

  /**
   * The page of a server.
   *
   * @param address where clients find it, without the path of the endpoint
   */
  public StartPage(Health health, String version, URI address) {
    this.health = health;
    this.version = version;
    this.endpoint = address.toString().replaceFirst("/+$", "") + ENDPOINT;
    this.snippets =
        new ClientSnippets(ServerAddress.parse(endpoint), List.of("workrail"))
            .all().stream()
                .filter(snippet -> SHOWN.contains(snippet.client()))
                .map(StartPage::html)
                .collect(Collectors.joining());
  }

  /** Serves the page. */
  public static void install(Environment environment, Health health, String version, URI address) {
    environment.jersey().register(new StartPageResource(new StartPage(health, version, address)));
  }

  /** The text of the only style sheet, which stands in the page. */
  String style() {
    return style;
  }

  /** The page at this moment. */
  String html() {
    HealthReport report = health.monitor().report();
    List<String> reasons = health.readiness().reasons();
    State state = State.of(report, reasons);
    Map<String, String> values =
        Map.of(
            "style", style,
            "version", escape(version),
            "state", state.word(),
            "stateClass", state.cssClass(),
            "stateText", escape(state.sentence()),
            "checkedAt", Instant.parse(report.ranAt()).truncatedTo(ChronoUnit.SECONDS).toString(),
            "checks", report.checks().stream().map(StartPage::html).collect(Collectors.joining()),
            "endpoint", escape(endpoint),
            "snippets", snippets);
    // Values hold the same signs: a client's line names its variable so.
    return new StringSubstitutor(values).setDisableSubstitutionInValues(true).replace(template);
  }

  /** How the server is, in a word, a colour and a sentence: nobody has to see colours. */
  private record State(String word, String cssClass, String sentence) {
    static State of(HealthReport report, List<String> reasons) {
      if (!reasons.isEmpty()) {
        return new State("not ready", "error", "Not ready: " + String.join(" ", reasons));
      }
      return report.isHealthy()
          ? new State("ready", "ok", "Ready: calls are answered.")
          : new State(
              "ready, not healthy", "error", "Ready, but not healthy: somebody should act now.");
    }
  }

  private static String html(HealthReport.Check check) {
    String status = check.status().name().toLowerCase(Locale.ROOT);
    return "<tr><th scope=\"row\">%s</th><td class=\"%s\">%s</td><td>%s</td></tr>%n"
        .formatted(escape(check.name()), status, status, escape(check.message()));
  }

  private static String html(ClientSnippet snippet) {
    return "<h3>%s</h3>%n<p class=\"dim\">%s</p>%n<pre><code>%s</code></pre>%n"
        .formatted(
            escape(snippet.client()), escape(snippet.place()), escape(readable(snippet.text())));
  }

  /** A document on several lines; a command as it is. */
  private static String readable(String text) {
    if (!text.startsWith("{")) {
      return text;
    }
    try {
      JsonNode document = StrictJson.parse(text);
      return document.toPrettyString();
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a client cannot read this either: " + text, e);
    }
  }

  private static String escape(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }

  private static String resource(String name) {
    try (InputStream in = StartPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
