package io.workrail.health;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code GET /ready}: whether to send requests here, for balancers and gates. Needs no token. */
@Path("/ready")
@Produces(MediaType.APPLICATION_JSON)
public final class ReadyResource {
  private final Readiness readiness;
  private final String version;

  /** The answer by these reasons. */
  public ReadyResource(Readiness readiness, String version) {
    this.readiness = readiness;
    this.version = version;
  }

  /**
   * The answer.
   *
   * @param status {@code ready} or {@code not_ready}
   * @param reasons why not
   */
  public record Answer(String status, String version, List<String> reasons) {}

  /** 200 when ready, 503 when not; always from memory. */
  @GET
  public Response get() {
    List<String> reasons = readiness.reasons();
    boolean ready = reasons.isEmpty();
    return Response.status(ready ? 200 : 503)
        .entity(new Answer(ready ? "ready" : "not_ready", version, reasons))
        .build();
  }
}
