package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** {@code GET /ready}: whether to send requests here. Needs no token. */
@Path("/ready")
@Produces(MediaType.APPLICATION_JSON)
public final class ReadyResource {
  private final HealthCheckRegistry checks;
  private final String version;

  /** Readiness by these checks. */
  public ReadyResource(HealthCheckRegistry checks, String version) {
    this.checks = checks;
    this.version = version;
  }

  /**
   * The answer.
   *
   * @param status {@code ready} or {@code not_ready}
   * @param reasons why not
   */
  public record Readiness(String status, String version, List<String> reasons) {}

  /** 200 when ready, 503 when not. */
  @GET
  public Response get() {
    List<String> reasons =
        checks.runHealthChecks().entrySet().stream()
            .filter(check -> !check.getValue().isHealthy())
            .map(ReadyResource::reason)
            .toList();
    boolean ready = reasons.isEmpty();
    return Response.status(ready ? 200 : 503)
        .entity(new Readiness(ready ? "ready" : "not_ready", version, reasons))
        .build();
  }

  private static String reason(Map.Entry<String, HealthCheck.Result> check) {
    return check.getKey() + ": " + check.getValue().getMessage();
  }
}
