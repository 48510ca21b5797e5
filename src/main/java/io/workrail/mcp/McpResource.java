package io.workrail.mcp;

import io.dropwizard.auth.Auth;
import io.workrail.auth.Caller;
import io.workrail.auth.RequiredRole;
import io.workrail.auth.Role;
import io.workrail.http.ErrorBody;
import io.workrail.json.StrictJson;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The MCP endpoint: bytes, headers and caller in, status and bytes out, nothing else. */
@Path("/mcp")
public final class McpResource {
  private static final String ALLOWED = "POST";
  private static final String PARAM_PREFIX = "mcp-param-";

  private final McpDispatcher dispatcher;

  /** The endpoint; what stands in front of it bounds the size of a body. */
  public McpResource(McpDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** Answers a message, always as JSON, whatever the client would accept. */
  @POST
  public Response post(@Auth Caller caller, @Context HttpHeaders headers, InputStream in)
      throws IOException {
    RequiredRole.check(caller, Role.USERS);
    McpReply reply = dispatcher.handle(in.readAllBytes(), read(headers), caller);
    if (reply.body().isEmpty()) {
      return Response.status(reply.status()).build();
    }
    byte[] json = StrictJson.writeBytes(reply.body().get());
    return reply.status() == RpcException.FORBIDDEN
        ? RequiredRole.refused(json)
        : json(reply.status(), json).build();
  }

  /** There are no streams and no transport sessions. */
  @GET
  public Response get() {
    return notAllowed();
  }

  /** As {@link #get}. */
  @DELETE
  public Response delete() {
    return notAllowed();
  }

  /** As {@link #get}. */
  @PUT
  public Response put() {
    return notAllowed();
  }

  /** As {@link #get}. */
  @PATCH
  public Response patch() {
    return notAllowed();
  }

  /** What the endpoint answers, for whoever asks without coming from a page. */
  @OPTIONS
  public Response options() {
    return Response.noContent().header(HttpHeaders.ALLOW, ALLOWED).build();
  }

  private static Response notAllowed() {
    return ErrorBody.response(405, "The MCP endpoint answers POST only; it keeps no streams.")
        .header(HttpHeaders.ALLOW, ALLOWED)
        .build();
  }

  private static Response.ResponseBuilder json(int status, byte[] body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
  }

  private static McpHeaders read(HttpHeaders headers) {
    Map<String, String> params = new HashMap<>();
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith(PARAM_PREFIX)) {
                params.put(lower.substring(PARAM_PREFIX.length()), String.join(", ", values));
              }
            });
    return new McpHeaders(
        Optional.ofNullable(headers.getHeaderString("MCP-Protocol-Version")),
        Optional.ofNullable(headers.getHeaderString("Mcp-Method")),
        Optional.ofNullable(headers.getHeaderString("Mcp-Name")),
        params,
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.USER_AGENT)));
  }
}
