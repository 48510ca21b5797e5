package io.workrail.health;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sun.management.OperatingSystemMXBean;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import io.workrail.doctor.DoctorCheck;
import io.workrail.http.RequestPath;
import jakarta.validation.constraints.NotNull;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The key {@code healthChecks} of the configuration. */
public final class HealthConfiguration {
  /** Longer than a database waits for a lock, so that its own words are shown. */
  private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(8);

  private static final int MOST_CHECKS = 16;
  private static final String INTERVAL_ALLOWED =
      "(HEALTH_CHECK_INTERVAL) must be a duration from 100ms to 1h: /health and /ready are as old as"
          + " that";

  @NotNull
  @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS, message = INTERVAL_ALLOWED)
  @MaxDuration(value = 1, unit = TimeUnit.HOURS, message = INTERVAL_ALLOWED)
  @JsonProperty
  private Duration interval = Duration.seconds(30);

  @NotNull
  @MaxDataSize(
      value = 1,
      unit = DataSizeUnit.PEBIBYTES,
      message = "(MIN_FREE_DISK) must be a size of at most 1PiB")
  @JsonProperty
  private DataSize minimumFreeDisk = DataSize.gibibytes(1);

  @MinDataSize(
      value = MemoryDoctorCheck.SMALLEST_HEAP,
      message =
          "(MEMORY_LIMIT) must be a size of at least 64MiB, the smallest heap that a server is made"
              + " for")
  @JsonProperty
  private @Nullable DataSize memoryLimit;

  /**
   * What the checks look at.
   *
   * @param edgeWarnings what is to be mended about the connectors, such as a certificate
   * @param shutdownNotice how long readiness is off before connections close
   * @param folders where the server writes
   * @param databaseProblem what calls have shown of the database since it was checked last
   */
  public record Subjects(
      RequestPath requestPath,
      Supplier<List<String>> edgeWarnings,
      java.time.Duration shutdownNotice,
      List<Path> folders,
      Supplier<Optional<String>> databaseProblem,
      String version) {}

  /**
   * Registers the checks of the process itself and serves {@code /health} and {@code /ready}.
   * Features register theirs with Dropwizard, under the names of the report.
   */
  public Health build(Environment environment, Subjects subjects, Clock clock) {
    Optional<Long> limit = Optional.ofNullable(memoryLimit).map(DataSize::toBytes);
    var checks = environment.healthChecks();
    checks.register(
        "server", new ServerHealthCheck(subjects.requestPath(), subjects.edgeWarnings()));
    checks.register("memory", new MemoryHealthCheck(Heap.ofVirtualMachine(limit), clock));
    checks.register("disk", new WritingHealthCheck(subjects.folders(), disk(subjects.folders())));
    HealthMonitor monitor =
        new HealthMonitor(checks, subjects.version(), clock, schedule(environment));
    Readiness readiness = new Readiness();
    // Without these two there is nothing to answer calls with.
    readiness.require(() -> monitor.report().error("catalog"));
    readiness.require(
        () -> subjects.databaseProblem().get().or(() -> monitor.report().error("database")));
    Readiness.Obstacle starting = readiness.block("The server is starting; wait for it.");
    environment.lifecycle().addServerLifecycleListener(monitor);
    environment.lifecycle().addServerLifecycleListener(server -> starting.close());
    environment.lifecycle().addEventListener(monitor);
    Drain drain = new Drain(readiness, subjects.shutdownNotice());
    environment.lifecycle().addEventListener(drain);
    environment.jersey().register(new HealthResource(monitor));
    environment.jersey().register(new ReadyResource(readiness, subjects.version()));
    return new Health(monitor, readiness, drain);
  }

  /** What the doctor looks at. */
  public List<DoctorCheck> doctorChecks(List<Path> folders) {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return List.of(
        new DiskDoctorCheck(
            folders, minimumFreeDisk.toBytes(), DiskHealthCheck.FreeSpace.ofFileSystem()),
        new MemoryDoctorCheck(
            Optional.ofNullable(memoryLimit).map(DataSize::toBytes), machine.getTotalMemorySize()));
  }

  private DiskHealthCheck disk(List<Path> folders) {
    return new DiskHealthCheck(
        folders, minimumFreeDisk.toBytes(), DiskHealthCheck.FreeSpace.ofFileSystem());
  }

  /**
   * What the doctor looks at in a running server.
   *
   * @param operations the address of its operations port
   */
  public DoctorCheck runningHeapCheck(URI operations) {
    return new RunningHeapDoctorCheck(
        Optional.ofNullable(memoryLimit).map(DataSize::toBytes), operations);
  }

  private HealthMonitor.Schedule schedule(Environment environment) {
    return new HealthMonitor.Schedule(
        interval.toJavaDuration(),
        PATIENCE,
        environment.lifecycle().scheduledExecutorService("health-timer", true).threads(1).build(),
        environment
            .lifecycle()
            .executorService("health-check-%d")
            .minThreads(0)
            .maxThreads(MOST_CHECKS)
            .workQueue(new SynchronousQueue<>())
            .build());
  }
}
