package io.workrail.session.http;

import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.http.ErrorBody;
import jakarta.ws.rs.ForbiddenException;
import java.util.Set;
import java.util.stream.Collectors;

/** What may be done through the API by which roles; with whose sessions, the scope says. */
final class Access {
  /** Those who look at sessions. */
  static final Set<Role> READERS = Set.of(Role.AGENT, Role.AUTHOR, Role.APPROVER, Role.OPERATOR);

  /** Those who decide on submitted work. */
  static final Set<Role> APPROVERS = Set.of(Role.APPROVER);

  /** Those who end a session. */
  static final Set<Role> ENDERS = Set.of(Role.AGENT, Role.AUTHOR, Role.OPERATOR);

  private Access() {}

  /** Refuses a caller without one of the roles. */
  static void require(Caller caller, Set<Role> roles) {
    if (!caller.hasAny(roles)) {
      String needed = roles.stream().sorted().map(Role::label).collect(Collectors.joining(", "));
      throw new ForbiddenException(
          ErrorBody.insufficientScope(
              "Your token does not allow this; it needs one of the roles %s.".formatted(needed)));
    }
  }
}
