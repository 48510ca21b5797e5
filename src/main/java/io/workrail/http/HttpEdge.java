package io.workrail.http;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;

/** What every request passes before a resource sees it. */
public final class HttpEdge {
  private HttpEdge() {}

  /** Names every request; first of all, so that whatever is said of it carries the name. */
  public static void nameRequests(Environment environment) {
    environment
        .servlets()
        .addFilter("request-id", new RequestIdFilter())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  /** Holds requests to the policy, and answers what no resource answers. */
  public static void guard(OriginPolicy policy, Environment environment) {
    environment
        .servlets()
        .addFilter("origin", new OriginFilter(policy))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/mcp/*", "/api/*");
    environment.jersey().register(new FailureMapper());
  }
}
