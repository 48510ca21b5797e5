package io.workrail.telemetry.log;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.security.Principal;

/** Puts the caller into the lines of a request as soon as the credential was checked. */
@Priority(Priorities.AUTHENTICATION + 1)
public final class SubjectLogFilter implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    Principal caller = request.getSecurityContext().getUserPrincipal();
    if (caller != null) {
      LogField.SUBJECT.put(caller.getName());
    }
  }
}
