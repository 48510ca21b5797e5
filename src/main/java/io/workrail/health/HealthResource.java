package io.workrail.health;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /health}: what is wrong with the server, for people and alarms. Needs no token. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
  private final HealthMonitor monitor;

  /** The answer of this monitor. */
  public HealthResource(HealthMonitor monitor) {
    this.monitor = monitor;
  }

  /** 200 when healthy, 503 when a check found an error; always from memory. */
  @GET
  public Response get() {
    HealthReport report = monitor.report();
    return Response.status(report.isHealthy() ? 200 : 503).entity(report).build();
  }
}
