package io.workrail.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** The key {@code server}: Dropwizard's two connectors with JSON errors and an origin policy. */
@JsonTypeName("workrail")
public final class WorkRailServerFactory extends DefaultServerFactory {
  @Valid @NotNull @JsonProperty private Cors cors = new Cors();
  @NotNull @JsonProperty private String trustedProxies = "";
  @NotNull @JsonProperty private Duration shutdownNotice = Duration.seconds(0);
  private final RequestPath requestPath = new RequestPath();

  /** Dropwizard's settings, with its own error pages off. */
  public WorkRailServerFactory() {
    setRegisterDefaultExceptionMappers(false);
  }

  /** Binds the application connectors that name no address to this one. */
  public void bindByDefaultTo(String host) {
    for (HttpConnectorFactory connector : connectors()) {
      if (isBlank(connector.getBindHost())) {
        connector.setBindHost(host);
      }
    }
  }

  /** Who may call, under which names. */
  public OriginPolicy originPolicy(PublicAddress address) {
    boolean onLoopback =
        connectors().stream()
            .allMatch(
                connector ->
                    !isBlank(connector.getBindHost())
                        && OriginPolicy.isLoopback(String.valueOf(connector.getBindHost())));
    return new OriginPolicy(cors.origins(), address.hosts(), onLoopback);
  }

  /** How long readiness is off before connections close. */
  public java.time.Duration shutdownNotice() {
    return shutdownNotice.toJavaDuration();
  }

  /** The server's own way in, once it is built. */
  public RequestPath requestPath() {
    return requestPath;
  }

  /** Whether any page may call. */
  public boolean allowsEveryOrigin() {
    return cors.origins().contains("*");
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
    return server;
  }

  @Override
  protected Handler addGracefulHandler(Handler handler) {
    return new EdgeHandler(new TrustedProxies(trustedProxies), super.addGracefulHandler(handler));
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

  private List<HttpConnectorFactory> connectors() {
    List<ConnectorFactory> all = getApplicationConnectors();
    return all.stream()
        .filter(HttpConnectorFactory.class::isInstance)
        .map(HttpConnectorFactory.class::cast)
        .toList();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /** Which pages may call. */
  static final class Cors {
    @NotNull @JsonProperty private String origin = "";

    Set<String> origins() {
      return Arrays.stream(origin.split(","))
          .map(String::strip)
          .filter(entry -> !entry.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
