package io.workrail.http;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.jetty.ConnectorFactory;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way that requests take, for the server's own requests: the same threads, handlers, filters
 * and resources, without network, TLS and certificate. What answers here is alive. Thread-safe.
 */
public final class RequestPath implements ConnectorFactory {
  private static final Logger LOG = LoggerFactory.getLogger(RequestPath.class);
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  private volatile @Nullable LocalConnector connector;

  @Override
  public Connector build(
      Server server, MetricRegistry metrics, String name, @Nullable ThreadPool threadPool) {
    LocalConnector local = new LocalConnector(server);
    local.setName(name + "-itself");
    connector = local;
    return local;
  }

  /** The status of {@code GET path}; nothing when no answer came in time. */
  public OptionalInt get(String path, Duration patience) {
    LocalConnector local = connector;
    if (local == null || !local.isRunning()) {
      return OptionalInt.empty();
    }
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    try {
      return status(local.getResponse(request, patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    } catch (Exception e) {
      LOG.debug("The server did not answer itself", e);
      return OptionalInt.empty();
    }
  }

  private static OptionalInt status(@Nullable String response) {
    if (response == null) {
      return OptionalInt.empty();
    }
    Matcher line = STATUS_LINE.matcher(response);
    return line.lookingAt() ? OptionalInt.of(Integer.parseInt(line.group(1))) : OptionalInt.empty();
  }
}
