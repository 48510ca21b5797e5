package io.workrail.telemetry;

import io.dropwizard.core.setup.Environment;
import io.workrail.admin.AdminOperations;
import io.workrail.http.RequestFacts;
import io.workrail.http.RetryLater;
import io.workrail.http.WorkRailServerFactory;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;

/**
 * The addresses whose requests have a line in the log, written so that nothing in them is the
 * client's: who puts a token into the address by mistake does not find it in the log.
 */
final class Routes {
  /** The endpoint. */
  static final String ENDPOINT = "/mcp";

  private static final String API = "/api/v1";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final AdminOperations operations;

  private Routes(AdminOperations operations) {
    this.operations = operations;
  }

  static Routes of(Environment environment) {
    return new Routes(AdminOperations.of(environment));
  }

  /** Nothing for a request that has no line. */
  Optional<String> find(Request request) {
    String path = request.getHttpURI().getCanonicalPath();
    if (path == null) {
      return Optional.empty();
    }
    if (WorkRailServerFactory.isForOperations(request)) {
      return operations.route(path);
    }
    if (RetryLater.speaksJsonRpc(path)) {
      return Optional.of(ENDPOINT);
    }
    return path.startsWith(API + "/")
        // Who is refused before the addresses are compared asks for some address of the API.
        ? RequestFacts.find(request, RequestFacts.ROUTE).or(() -> Optional.of(API + "/*"))
        : Optional.empty();
  }

  /** One of HTTP, else {@code other}. */
  static String methodOf(Request request) {
    return METHODS.contains(request.getMethod()) ? request.getMethod() : ObservedCall.OTHER;
  }
}
