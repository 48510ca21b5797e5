package io.workrail.telemetry;

import io.workrail.http.RequestFacts;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;

/**
 * Notes which address of the API a request asked for, without the ids in it. Before the credential
 * is looked at, so that the lines of those who are refused tell it, too.
 */
@Priority(Priorities.AUTHENTICATION - 1)
final class RouteFilter implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getUriInfo() instanceof ExtendedUriInfo uri) {
      StringBuilder route = new StringBuilder();
      // The innermost comes first.
      for (UriTemplate part : uri.getMatchedTemplates()) {
        route.insert(0, part.getTemplate());
      }
      request.setProperty(RequestFacts.ROUTE, route.toString());
    }
  }
}
