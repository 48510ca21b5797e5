package io.workrail.session.http;

import io.workrail.auth.Caller;
import io.workrail.auth.RequiredRole;
import io.workrail.auth.Role;
import java.util.Set;

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
    RequiredRole.check(caller, roles);
  }
}
