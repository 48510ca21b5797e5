package io.workrail.auth;

import io.workrail.http.ErrorBody;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.stream.Collectors;

/** Guards what is open to some roles only. */
public final class RequiredRole {
  /** The refusal of a good credential whose roles do not suffice (RFC 6750, section 3.1). */
  static final String CHALLENGE = "Bearer error=\"insufficient_scope\"";

  private RequiredRole() {}

  /**
   * Lets a caller with one of the roles pass.
   *
   * @throws ForbiddenException with a reply that names the roles, for everybody else
   */
  public static void check(Caller caller, Set<Role> roles) {
    if (!caller.hasAny(roles)) {
      throw new ForbiddenException(refused(body(roles).toJson()));
    }
  }

  /** The reply to a caller without the role, with a body of JSON. */
  public static Response refused(byte[] json) {
    return Response.status(Response.Status.FORBIDDEN)
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(json)
        .build();
  }

  /** Says which roles it takes. */
  static ErrorBody body(Set<Role> roles) {
    return ErrorBody.of(
        Response.Status.FORBIDDEN.getStatusCode(),
        "Your token does not allow this; it needs %s %s."
            .formatted(
                roles.size() == 1 ? "the role" : "one of the roles",
                roles.stream().sorted().map(Role::label).collect(Collectors.joining(", "))));
  }
}
