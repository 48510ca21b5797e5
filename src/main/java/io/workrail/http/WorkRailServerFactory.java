package io.workrail.http;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.MutableServletContextHandler;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.servlet.Servlet;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The key {@code server}: Dropwizard's two connectors with JSON errors and an origin policy. */
@JsonTypeName("workrail")
public final class WorkRailServerFactory extends DefaultServerFactory {
  /** Dropwizard's name for the connectors that are not for operations. */
  private static final String APPLICATION = "application";

  /** Dropwizard's name for the others. */
  private static final String OPERATIONS = "admin";

  /** No names: what a connector listens on that listens everywhere. */
  private static final Set<String> EVERY_ADDRESS = Set.of("", "null", "0.0.0.0", "::", "[::]");

  @Valid @NotNull @JsonProperty private CorsConfiguration cors = new CorsConfiguration();
  @NotNull @JsonProperty private String trustedProxies = "";

  @NotNull
  @MaxDuration(
      value = 1,
      unit = TimeUnit.HOURS,
      message = "(SHUTDOWN_NOTICE) must be a duration of at most 1h")
  @JsonProperty
  private Duration shutdownNotice = Duration.seconds(0);

  private final RequestPath requestPath = new RequestPath();
  @Valid @NotNull @JsonProperty private LimitsConfiguration limits = new LimitsConfiguration();
  private PublicAddress publicAddress = new PublicAddress();
  private UnaryOperator<Handler> guard = UnaryOperator.identity();
  private Optional<ServerConnector> onInheritedSocket = Optional.empty();

  /**
   * Dropwizard's settings, with its own error pages off, and without threads named after addresses:
   * a client may have put its token there.
   */
  public WorkRailServerFactory() {
    setRegisterDefaultExceptionMappers(false);
    setEnableThreadNameFilter(false);
  }

  /**
   * Says where clients find the server.
   *
   * @param defaultHost the address of application connectors that name none
   */
  public void listen(String defaultHost, PublicAddress address) {
    for (HttpConnectorFactory connector : connectors()) {
      if (isBlank(connector.getBindHost())) {
        connector.setBindHost(defaultHost);
      }
    }
    if (edges().anyMatch(EdgeConnectorFactory::isSecure)) {
      address.secure();
    }
    publicAddress = address;
  }

  /** Puts a handler behind the check of the origin, and before a body is read. */
  public void guardBy(UnaryOperator<Handler> handler) {
    guard = handler;
  }

  /** Says how replies are compressed, in place of Dropwizard's {@code gzip}. */
  public void compress(PerformanceConfiguration.Compression settings) {
    setGzipFilterFactory(settings.factory());
  }

  private OriginPolicy originPolicy() {
    boolean onLoopback =
        connectors().stream()
            .allMatch(
                connector ->
                    !isBlank(connector.getBindHost())
                        && OriginPolicy.isLoopback(String.valueOf(connector.getBindHost())));
    return new OriginPolicy(cors.origins(), publicAddress.hosts(), onLoopback);
  }

  /** The names under which the operations port is called, besides those of loopback. */
  public Set<String> adminHosts() {
    Stream<String> addresses =
        connectors(getAdminConnectors()).stream()
            .map(connector -> String.valueOf(connector.getBindHost()).toLowerCase(Locale.ROOT));
    return Stream.concat(publicAddress.hosts().stream(), addresses)
        .filter(name -> !EVERY_ADDRESS.contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a request came to the operations port. */
  public static boolean isForOperations(Request request) {
    return OPERATIONS.equals(request.getConnectionMetaData().getConnector().getName());
  }

  /** How long readiness is off before connections close. */
  public java.time.Duration shutdownNotice() {
    return shutdownNotice.toJavaDuration();
  }

  /**
   * Takes no more connections from a socket that somebody else keeps open: they wait there for the
   * next start, and those that are open can be finished. Does nothing on a port of its own.
   */
  public void leaveInheritedSocket() {
    onInheritedSocket.ifPresent(connector -> connector.setAccepting(false));
  }

  /** The server's own way in, once it is built. */
  public RequestPath requestPath() {
    return requestPath;
  }

  /** Whether any page may call: a browser sends null for every page that hides where it is from. */
  public boolean allowsEveryOrigin() {
    return cors.origins().contains("*") || cors.origins().contains("null");
  }

  @Override
  public Server build(Environment environment) {
    JsonErrorHandler errors = new JsonErrorHandler();
    environment.getApplicationContext().setErrorHandler(errors);
    environment.getAdminContext().setErrorHandler(errors);
    List<ConnectorFactory> connectors = new ArrayList<>(getApplicationConnectors());
    connectors.add(requestPath);
    setApplicationConnectors(connectors);
    Server server = super.build(environment);
    server.setErrorHandler(errors);
    bound(server);
    return server;
  }

  /** The operations port is not counted: it must answer when the other is full. */
  private void bound(Server server) {
    HeaderDeadline deadline = new HeaderDeadline(server, limits.headerDeadline());
    server.addBean(deadline);
    server.setHandler(
        new EdgeHandler(
            new TrustedProxies(trustedProxies), deadline, limits.patient(server.getHandler())));
    ServerConnector[] network =
        Arrays.stream(server.getConnectors())
            .filter(ServerConnector.class::isInstance)
            .map(ServerConnector.class::cast)
            .toArray(ServerConnector[]::new);
    ServerConnector[] counted =
        Arrays.stream(network)
            .filter(connector -> APPLICATION.equals(connector.getName()))
            .toArray(ServerConnector[]::new);
    onInheritedSocket = InheritedSocket.find().map(socket -> socket.giveTo(counted));
    for (ServerConnector connector : network) {
      connector.addEventListener(deadline);
      PortOpening.open(connector, APPLICATION.equals(connector.getName()) ? "" : "ADMIN_");
    }
    server.addBean(new ConnectionLimit(limits.maxConnections(), counted));
  }

  /** What a request passes before the application sees it, in the order of the MCP contract. */
  @Override
  protected Handler createAppServlet(
      Server server,
      JerseyEnvironment jersey,
      ObjectMapper objectMapper,
      Validator validator,
      MutableServletContextHandler context,
      @Nullable Servlet container,
      MetricRegistry metrics) {
    Handler application =
        super.createAppServlet(
            server, jersey, objectMapper, validator, context, container, metrics);
    OriginPolicy policy = originPolicy();
    return new OriginHandler(
        policy,
        application,
        new CorsHandler(
            policy,
            cors.allowsCredentials(),
            guard.apply(limits.guard(application, getMaxThreads()))));
  }

  @ValidationMethod(
      message =
          "trustedProxies (TRUSTED_PROXIES) must be addresses and networks such as 10.0.0.0/8,"
              + " separated by commas")
  boolean isListOfProxies() {
    try {
      return new TrustedProxies(trustedProxies) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ValidationMethod(
      message =
          "shutdownGracePeriod (SHUTDOWN_GRACE) must be a duration of at most 1h: a request that"
              + " hangs holds up the stop for that long")
  boolean isGraceBounded() {
    return getShutdownGracePeriod().compareTo(Duration.hours(1)) <= 0;
  }

  @ValidationMethod(
      message =
          "adminConnectors (ADMIN_PORT) must listen on another port than applicationConnectors (PORT)")
  boolean isPortOfOperationsItsOwn() {
    List<HttpConnectorFactory> operations = connectors(getAdminConnectors());
    return connectors().stream()
        .noneMatch(calls -> operations.stream().anyMatch(other -> isSamePlace(calls, other)));
  }

  private static boolean isSamePlace(HttpConnectorFactory one, HttpConnectorFactory other) {
    String host = String.valueOf(one.getBindHost());
    String otherHost = String.valueOf(other.getBindHost());
    return one.getPort() != 0
        && one.getPort() == other.getPort()
        && (host.equals(otherHost)
            || EVERY_ADDRESS.contains(host)
            || EVERY_ADDRESS.contains(otherHost));
  }

  /** What operators have to mend about the connectors, in sentences; empty when all is well. */
  public List<String> warnings() {
    return edges()
        .flatMap(connector -> connector.certificate().stream())
        .flatMap(certificate -> certificate.warning().stream())
        .toList();
  }

  /** Where the server listens, and how. */
  public ConnectorSettings connectorSettings() {
    return new ConnectorSettings(connectors(), connectors(getAdminConnectors()));
  }

  private Stream<EdgeConnectorFactory> edges() {
    return connectors().stream()
        .filter(EdgeConnectorFactory.class::isInstance)
        .map(EdgeConnectorFactory.class::cast);
  }

  private List<HttpConnectorFactory> connectors() {
    return connectors(getApplicationConnectors());
  }

  private static List<HttpConnectorFactory> connectors(List<ConnectorFactory> all) {
    return all.stream()
        .filter(HttpConnectorFactory.class::isInstance)
        .map(HttpConnectorFactory.class::cast)
        .toList();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
