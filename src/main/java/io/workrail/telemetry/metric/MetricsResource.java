package io.workrail.telemetry.metric;

import io.dropwizard.auth.Auth;
import io.workrail.auth.Caller;
import io.workrail.auth.RequiredRole;
import io.workrail.auth.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics} on the application port, for a scraper with a token. */
@Path("/metrics")
public final class MetricsResource {
  private static final Set<Role> READERS = Set.of(Role.METRICS, Role.OPERATOR);

  private final Exposition exposition;

  MetricsResource(Exposition exposition) {
    this.exposition = exposition;
  }

  /** The metrics, in the format that the scraper asks for. */
  @GET
  public Response get(
      @Auth Caller caller, @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept) {
    RequiredRole.check(caller, READERS);
    Exposition.Page page = exposition.render(accept);
    return Response.ok(page.body().toByteArray(), page.contentType()).build();
  }
}
