package io.workrail.auth;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Publishes the description, at the root and below it with the path of the endpoint. */
@Path(ProtectedResource.PATH + "{endpoint: (/mcp)?}")
@Produces(MediaType.APPLICATION_JSON)
public final class ProtectedResourceResource {
  private final ProtectedResource described;

  ProtectedResourceResource(ProtectedResource described) {
    this.described = described;
  }

  /** The description. */
  @GET
  public Object get() {
    return described;
  }
}
