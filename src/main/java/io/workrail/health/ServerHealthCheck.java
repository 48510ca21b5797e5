package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.jvm.ThreadDeadlockDetector;
import io.workrail.http.RequestPath;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Red when requests are not answered any more. */
final class ServerHealthCheck extends HealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int UNHEALTHY = 503;

  private final RequestPath requestPath;
  private final Supplier<List<String>> warnings;
  private final ThreadDeadlockDetector deadlocks = new ThreadDeadlockDetector();

  ServerHealthCheck(RequestPath requestPath, Supplier<List<String>> warnings) {
    this.requestPath = requestPath;
    this.warnings = warnings;
  }

  @Override
  protected Result check() {
    if (!deadlocks.getDeadlockedThreads().isEmpty()) {
      return Result.unhealthy(
          "Threads wait for each other and will not go on; keep what GET /threads of the operations"
              + " port says, and restart the server");
    }
    OptionalInt status = requestPath.get("/health", PATIENCE);
    if (status.isEmpty()) {
      return Result.unhealthy(
          "A request of the server to itself was not answered within %d s: its threads or the"
              + " machine have too much to do; see top, and GET /threads of the operations port",
          PATIENCE.toSeconds());
    }
    // 503 is the answer of an unhealthy server, which is alive all the same.
    return status.getAsInt() == OK || status.getAsInt() == UNHEALTHY
        ? answered()
        : Result.unhealthy(
            "A request of the server to itself ended with status %d; the log says why",
            status.getAsInt());
  }

  private Result answered() {
    List<String> found = warnings.get();
    return found.isEmpty()
        ? Result.healthy("Requests are answered")
        : CheckStatus.warning("Requests are answered, but " + String.join("; ", found));
  }
}
