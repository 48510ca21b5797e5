package io.workrail.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.workrail.Await;
import io.workrail.health.HealthReport.Check;
import io.workrail.outage.LogRecorder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

  private final HealthCheckRegistry registry = new HealthCheckRegistry();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService workers = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    timer.shutdownNow();
    workers.shutdownNow();
  }

  @Test
  void isUnhealthyUntilTheFirstLook() {
    HealthReport report = monitor(Duration.ofHours(1)).report();
    assertThat(report.isHealthy()).isFalse();
    assertThat(report.error("server").orElseThrow()).contains("starting");
  }

  @Test
  void reportsTheKnownChecksInOrderWithTheirStatus() {
    register("unknown", HealthCheck.Result.unhealthy("not for clients"));
    register("catalog", CheckStatus.warning("one bad document"));
    register("memory", HealthCheck.Result.healthy());
    register("server", HealthCheck.Result.healthy("fine"));
    HealthReport report = look();
    assertThat(report.status()).isEqualTo("healthy");
    assertThat(report.ranAt()).isEqualTo("2026-11-24T03:00:00Z");
    assertThat(report.checks())
        .containsExactly(
            new Check("server", CheckStatus.OK, "fine"),
            new Check("memory", CheckStatus.OK, "OK"),
            new Check("catalog", CheckStatus.WARN, "one bad document"));
  }

  @Test
  void aServerThatStopsDoesNotWaitForTheNextLook() throws Exception {
    HealthMonitor monitor = monitor(Duration.ofHours(1));
    Server server = new Server();
    monitor.serverStarted(server);
    monitor.lifeCycleStopping(server);
    timer.shutdown();
    assertThat(timer.awaitTermination(4, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anyErrorIsUnhealthy() {
    register("disk", HealthCheck.Result.unhealthy("full: delete something"));
    HealthReport report = look();
    assertThat(report.status()).isEqualTo("unhealthy");
    assertThat(report.error("disk")).hasValue("full: delete something");
  }

  @Test
  void aCheckThatFailsAtEveryLookIsOneStackTrace() {
    registerBroken();
    HealthMonitor monitor = monitor(Duration.ofHours(1));
    try (LogRecorder recorder = new LogRecorder(HealthMonitor.class)) {
      for (int i = 0; i < 5; i++) {
        monitor.look();
      }
      registry.unregister("database");
      register("database", HealthCheck.Result.healthy("fine"));
      monitor.look();
      assertThat(recorder.traces()).isOne();
      assertThat(recorder.lines())
          .anyMatch(line -> line.contains("It works again; 5 failures in "));
    }
  }

  private void registerBroken() {
    registry.register(
        "database",
        new HealthCheck() {
          @Override
          protected Result check() {
            throw new IllegalStateException("password is secret");
          }
        });
  }

  @Test
  void aFailureOfTheCheckItselfShowsNoDetail() {
    registerBroken();
    assertThat(look().error("database").orElseThrow())
        .doesNotContain("secret")
        .contains("log of the server");
  }

  @Test
  void aHangingCheckIsRedAndHoldsUpNoOther() {
    CountDownLatch hang = new CountDownLatch(1);
    registry.register(
        "database",
        new HealthCheck() {
          @Override
          protected Result check() {
            awaitStubbornly(hang);
            return Result.healthy("answered");
          }
        });
    register("disk", HealthCheck.Result.healthy("fine"));
    HealthMonitor monitor = monitor(Duration.ofHours(1));
    monitor.look();
    assertThat(monitor.report().error("database").orElseThrow())
        .contains("did not end within", "(database) hangs");
    assertThat(monitor.report().error("disk")).isEmpty();
    monitor.look();
    assertThat(monitor.report().error("database").orElseThrow()).contains("still hangs");
    hang.countDown();
    await(monitor, "database", check -> check.message().equals("answered"));
  }

  @Test
  void looksAgainSoonWhileRedAndTurnsGreenByItself() throws Exception {
    AtomicReference<HealthCheck.Result> result =
        new AtomicReference<>(HealthCheck.Result.unhealthy("locked"));
    registry.register(
        "database",
        new HealthCheck() {
          @Override
          protected Result check() {
            return result.get();
          }
        });
    HealthMonitor monitor = monitor(Duration.ofHours(1));
    monitor.serverStarted(new Server());
    assertThat(monitor.report().error("database")).hasValue("locked");
    result.set(HealthCheck.Result.healthy("answers"));
    Await.until("the database answers", () -> monitor.report().isHealthy());
  }

  @Test
  void aServerThatStopsFindsNoNewFaults() {
    register("server", HealthCheck.Result.healthy("fine"));
    HealthMonitor monitor = monitor(Duration.ofHours(1));
    monitor.look();
    registry.unregister("server");
    register("server", HealthCheck.Result.unhealthy("connectors are closed"));
    monitor.lifeCycleStopping(new Server());
    monitor.look();
    assertThat(monitor.report().isHealthy()).isTrue();
  }

  /** A check on a dead network file system cannot be interrupted either. */
  private static void awaitStubbornly(CountDownLatch latch) {
    boolean over = false;
    while (!over) {
      try {
        latch.await();
        over = true;
      } catch (InterruptedException e) {
        over = false;
      }
    }
  }

  private static void await(HealthMonitor monitor, String name, Predicate<Check> wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    do {
      assertThat(System.nanoTime()).isLessThan(deadline);
      monitor.look();
    } while (monitor.report().checks().stream()
        .noneMatch(check -> check.name().equals(name) && wanted.test(check)));
  }

  private void register(String name, HealthCheck.Result result) {
    registry.register(
        name,
        new HealthCheck() {
          @Override
          protected Result check() {
            return result;
          }
        });
  }

  private HealthReport look() {
    HealthMonitor monitor = monitor(Duration.ofHours(1));
    monitor.look();
    return monitor.report();
  }

  private HealthMonitor monitor(Duration interval) {
    return new HealthMonitor(
        registry,
        "1.2.3",
        Clock.fixed(NOW, ZoneOffset.UTC),
        new HealthMonitor.Schedule(interval, Duration.ofSeconds(1), timer, workers));
  }
}
