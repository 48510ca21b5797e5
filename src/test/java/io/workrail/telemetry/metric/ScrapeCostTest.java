package io.workrail.telemetry.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.workrail.telemetry.CallStatus;
import io.workrail.telemetry.ObservedCall;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many workflows, and names nobody expected, must not make a scrape long. How long it takes is
 * measured by {@code scripts/benchmark probes}.
 */
class ScrapeCostTest {
  private static final int WORKFLOWS = 2_000;
  private static final int METHODS = 24;
  private static final int TOOLS = 11;
  private static final int OTHERS = 2_000;

  private final Metrics metrics = new Metrics(new MetricRegistry(), "test");
  private final SessionMetrics sessions =
      new SessionMetrics(metrics.registry(), new Sampler(), id -> id.startsWith("served-"));
  private final Exposition exposition = new Exposition(metrics.registry());

  @Test
  void aWorkflowAddsTwoLinesToAScrape() {
    for (int i = 0; i < WORKFLOWS; i++) {
      sessions.advanced("served-" + i);
      sessions.blocked("served-" + i);
    }
    metrics.calls().expect(names("method-", METHODS), names("tool-", TOOLS));
    for (String method : new String[] {"tools/call", "tools/list", "ping", "initialize", "other"}) {
      metrics
          .calls()
          .observed(
              new ObservedCall(
                  method, Optional.of("workflow_next"), CallStatus.OK, Duration.ofMillis(1)));
    }
    String page = exposition.render(null).body().toString(UTF_8);
    assertThat(page.lines().filter(line -> line.contains("\"served-")))
        .as("one line each for advanced and blocked, and no histogram")
        .hasSize(2 * WORKFLOWS);
    assertThat(page.lines().filter(line -> !line.contains("\"served-")))
        .as("what does not grow with the workflows")
        .hasSizeLessThan(OTHERS);
  }

  private static Set<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(n -> prefix + n).collect(Collectors.toSet());
  }

  @Test
  void workflowsBeyondTheBoundAreCountedTogether() {
    for (int i = 0; i < WORKFLOWS + 500; i++) {
      sessions.advanced("served-" + i);
    }
    sessions.advanced("not in the catalogue");
    String page = exposition.render(null).body().toString(UTF_8);
    assertThat(page.lines().filter(line -> line.startsWith("workflow_steps_advanced_total{")))
        .hasSize(WORKFLOWS + 1);
    assertThat(page).contains("workflow_steps_advanced_total{workflow=\"other\"} 501.0");
  }
}
