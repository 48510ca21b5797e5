package io.workrail.admin;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.MutableServletContextHandler;
import io.workrail.audit.AuditLog;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.ee10.servlet.ServletMapping;

/**
 * The operations of a server, by name. A feature adds its own while it is built, as it does with
 * its health checks. Thread-safe.
 */
public final class AdminOperations {
  /** Where all operations are. */
  public static final String PATHS = "/tasks/*";

  /** How the path of each begins. */
  static final String PREFIX = "/tasks";

  /** The address {@code /} and nothing below it (Jakarta Servlet, section 12.2). */
  private static final String ROOT = "";

  /** A setting of Dropwizard's servlet: a profile runs for as long as the caller says. */
  private static final String CPU_PROFILE = "cpu-profile-enabled";

  private static final String ATTRIBUTE = AdminOperations.class.getName();

  /** Dropwizard's name for its servlet, which is mapped to the same addresses. */
  private static final String TASKS_OF_DROPWIZARD = "tasks";

  private final NavigableMap<String, AdminOperation> byName = new ConcurrentSkipListMap<>();

  /** What the port answers without a token, by call. */
  private final NavigableMap<String, String> addresses =
      new ConcurrentSkipListMap<>(
          Map.of(
              "GET /healthcheck", "runs every health check now",
              "GET /ping", "pong, as long as the process answers",
              "GET /threads", "what every thread does"));

  private AdminOperations() {}

  /** Those of this server. */
  public static AdminOperations of(Environment environment) {
    MutableServletContextHandler context = environment.getAdminContext();
    if (context.getAttribute(ATTRIBUTE) instanceof AdminOperations known) {
      return known;
    }
    AdminOperations made = new AdminOperations();
    context.setAttribute(ATTRIBUTE, made);
    return made;
  }

  /** Adds an operation; the name must be free. */
  public void add(AdminOperation operation) {
    if (byName.putIfAbsent(operation.name(), operation) != null) {
      throw new IllegalStateException("there are two operations " + operation.name());
    }
  }

  /**
   * Lists an address that a feature serves on the operations port.
   *
   * @param call method and path
   * @param answer what it gives, in words
   */
  public void list(String call, String answer) {
    addresses.put(call, answer);
  }

  NavigableMap<String, String> addresses() {
    return addresses;
  }

  Optional<AdminOperation> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Collection<AdminOperation> all() {
    return byName.values();
  }

  Set<String> names() {
    return byName.keySet();
  }

  /**
   * The address of the operation that a path asks for, {@link #PATHS} when there is none; nothing
   * when it asks for no operation.
   */
  public Optional<String> route(String path) {
    if (!path.startsWith(PREFIX + "/")) {
      return Optional.empty();
    }
    boolean isKnown = byName.containsKey(path.substring(PREFIX.length() + 1));
    return Optional.of(isKnown ? path : PATHS);
  }

  /**
   * Serves them in place of Dropwizard's tasks, which know neither credentials nor JSON. Whoever
   * identifies operators adds a filter at {@link #PATHS} after this call.
   *
   * @param hosts the names of this server besides those of loopback
   */
  public static void install(Environment environment, Set<String> hosts, AuditLog audit) {
    removeTasks(environment.getAdminContext().getServletHandler());
    environment.getAdminContext().setInitParameter(CPU_PROFILE, "false");
    environment
        .admin()
        .addFilter("operations-edge", new AdminEdgeFilter(hosts))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    environment
        .admin()
        .addServlet("operations", new AdminServlet(of(environment), audit))
        .addMapping(PATHS);
    environment
        .admin()
        .addServlet("operations-index", new IndexServlet(of(environment)))
        .addMapping(ROOT);
  }

  private static void removeTasks(ServletHandler handler) {
    handler.setServletMappings(
        Arrays.stream(handler.getServletMappings())
            .filter(mapping -> !mapping.getServletName().equals(TASKS_OF_DROPWIZARD))
            .toArray(ServletMapping[]::new));
  }
}
