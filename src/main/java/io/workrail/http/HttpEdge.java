package io.workrail.http;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.setup.ServletEnvironment;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;

/** What every request passes before a resource sees it. */
public final class HttpEdge {
  private HttpEdge() {}

  /**
   * Names every request of both ports; first of all, so that whatever is said of it carries the
   * name.
   */
  public static void nameRequests(Environment environment) {
    for (ServletEnvironment port : List.of(environment.servlets(), environment.admin())) {
      port.addFilter("request-id", new RequestIdFilter())
          .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }
  }

  /** Refuses what is foreign, and answers what no resource answers. */
  public static void guard(Environment environment) {
    environment
        .servlets()
        .addFilter("origin", new OriginFilter())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/mcp/*", "/api/*");
    environment.jersey().register(new FailureMapper());
  }
}
