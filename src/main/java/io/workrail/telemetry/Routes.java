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

  private static final Set<String> PAGES =
      Set.of("/", "/metrics", "/ping", "/schemas/workflow.json", "/threads");

  /** Their 503 is an answer, which a balancer gets every second. */
  private static final Set<String> PROBES = Set.of("/health", "/healthcheck", "/ready");

  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final AdminOperations operations;

  private Routes(AdminOperations operations) {
    this.operations = operations;
  }

  static Routes of(Environment environment) {
    return new Routes(AdminOperations.of(environment));
  }

  /** Nothing for a request that has no line: pages, scrapes and probes that got what they want. */
  Optional<String> find(Request request, int status) {
    String path = Optional.ofNullable(request.getHttpURI().getCanonicalPath()).orElse("");
    return answered(request, path).or(() -> failed(path, status));
  }

  /** The client got the id of the request, and may ask what became of it. */
  private static Optional<String> failed(String path, int status) {
    if (status < BAD_REQUEST || (PROBES.contains(path) && status >= SERVER_ERROR)) {
      return Optional.empty();
    }
    boolean isKnown = PAGES.contains(path) || PROBES.contains(path);
    return Optional.of(isKnown ? path : ObservedCall.OTHER);
  }

  private Optional<String> answered(Request request, String path) {
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
