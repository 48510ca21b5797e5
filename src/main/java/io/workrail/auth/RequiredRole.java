package io.workrail.auth;

import io.workrail.http.ErrorBody;
import jakarta.ws.rs.ForbiddenException;
import java.util.Set;
import java.util.stream.Collectors;

/** Guards what is open to some roles only. */
public final class RequiredRole {
  private RequiredRole() {}

  /**
   * Lets a caller with one of the roles pass.
   *
   * @throws ForbiddenException with a reply that names the roles, for everybody else
   */
  public static void check(Caller caller, Set<Role> roles) {
    if (!caller.hasAny(roles)) {
      String needed = roles.stream().sorted().map(Role::label).collect(Collectors.joining(", "));
      throw new ForbiddenException(
          ErrorBody.insufficientScope(
              "Your token does not allow this; it needs %s %s."
                  .formatted(roles.size() == 1 ? "the role" : "one of the roles", needed)));
    }
  }
}
