package io.workrail.http;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.metrics.jetty12.InstrumentedConnectionFactory;
import io.workrail.http.tls.CertificateKeeper;
import io.workrail.http.tls.TlsConfiguration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A connector of type {@code workrail}: HTTP/1.1, and with a certificate TLS, where clients that
 * can speak HTTP/2 do so on the same port (ALPN, RFC 7301).
 */
@JsonTypeName("workrail")
public final class EdgeConnectorFactory extends HttpConnectorFactory {
  private static final int STREAMS_OF_A_CONNECTION = 100;
  private static final int STREAM_WINDOW = 64 * 1024;
  private static final int CONNECTION_WINDOW = 256 * 1024;

  /** Linux would grow it to megabytes for a client that reads nothing; it doubles what is asked. */
  private static final int SEND_BUFFER = 128 * 1024;

  @Valid @NotNull @JsonProperty private TlsConfiguration tls = new TlsConfiguration();
  private Optional<CertificateKeeper> certificate = Optional.empty();

  /** Whether clients must speak TLS. */
  boolean isSecure() {
    return tls.isOn();
  }

  /** The settings of TLS. */
  public TlsConfiguration tls() {
    return tls;
  }

  /** The certificate that is served, once the connector is built and if it has one. */
  Optional<CertificateKeeper> certificate() {
    return certificate;
  }

  @Override
  public Connector build(
      Server server, MetricRegistry metrics, String name, @Nullable ThreadPool threadPool) {
    if (!tls.isOn()) {
      return super.build(server, metrics, name, threadPool);
    }
    CertificateKeeper keeper = tls.build(Clock.systemUTC());
    certificate = Optional.of(keeper);
    keeper.watchWith(server.getScheduler());
    SslConnectionFactory handshake = new SslConnectionFactory(keeper.served(), "alpn");
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
    choice.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
    HttpConfiguration http = buildHttpConfiguration();
    Connector connector =
        buildConnector(
            server,
            new ScheduledExecutorScheduler(),
            buildBufferPool(),
            name,
            threadPool,
            new InstrumentedConnectionFactory(handshake, metrics.timer(httpConnections())),
            choice,
            http2(http),
            buildHttpConnectionFactory(http));
    server.addBean(keeper);
    return connector;
  }

  @Override
  protected HttpConfiguration buildHttpConfiguration() {
    HttpConfiguration http = super.buildHttpConfiguration();
    if (tls.isOn()) {
      // Names are the business of the Host check; a probe may call by an address.
      http.addCustomizer(new SecureRequestCustomizer(false));
    }
    return http;
  }

  @Override
  protected ServerConnector buildConnector(
      Server server,
      Scheduler scheduler,
      ByteBufferPool buffers,
      String name,
      @Nullable ThreadPool threadPool,
      ConnectionFactory... factories) {
    ServerConnector connector =
        super.buildConnector(server, scheduler, buffers, name, threadPool, factories);
    connector.setAcceptedSendBufferSize(SEND_BUFFER);
    return connector;
  }

  /** Windows are small: what a client may send unasked lies in memory that no budget counts. */
  private static HTTP2ServerConnectionFactory http2(HttpConfiguration http) {
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
    http2.setMaxConcurrentStreams(STREAMS_OF_A_CONNECTION);
    http2.setInitialStreamRecvWindow(STREAM_WINDOW);
    http2.setInitialSessionRecvWindow(CONNECTION_WINDOW);
    return http2;
  }
}
