package io.workrail.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose next request does not get through its headers in time, or whose TLS
 * handshake does not. The server's idle time-out begins anew with every byte, so that a client that
 * sends one byte a second holds a connection for ever.
 *
 * <p>Looks once a second at every connection: bytes have come, no request is being served, none was
 * begun since. Connections without any byte are left to the idle time-out. Thread-safe.
 */
final class HeaderDeadline extends AbstractLifeCycle implements Connection.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(HeaderDeadline.class);
  private static final long LOOK_MILLIS = 1000;

  private final Map<Connection, Activity> connections = new ConcurrentHashMap<>();
  private final Server server;
  private final long deadlineNanos;
  private volatile Scheduler.@Nullable Task nextLook;

  HeaderDeadline(Server server, Duration deadline) {
    this.server = server;
    this.deadlineNanos = deadline.toNanos();
  }

  /** Counts a request of its connection as served until it is completed. */
  void begun(Request request) {
    Activity activity = connections.get(request.getConnectionMetaData().getConnection());
    if (activity != null) {
      activity.serving.incrementAndGet();
      Request.addCompletionListener(request, failure -> activity.serving.decrementAndGet());
    }
  }

  @Override
  public void onOpened(Connection connection) {
    connections.put(connection, new Activity());
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  @Override
  protected void doStart() {
    scheduleLook();
  }

  @Override
  protected void doStop() {
    Scheduler.Task look = nextLook;
    if (look != null) {
      look.cancel();
    }
  }

  private void scheduleLook() {
    nextLook = server.getScheduler().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long now = System.nanoTime();
    connections.forEach(
        (connection, activity) -> {
          if (isOverdue(connection, activity, now)) {
            LOG.debug("Closing {}: its headers take too long", connection);
            server.getThreadPool().execute(() -> activity.end(connection));
          }
        });
    if (isRunning()) {
      scheduleLook();
    }
  }

  private boolean isOverdue(Connection connection, Activity activity, long now) {
    if (!(connection instanceof SslConnection tls)) {
      return activity.waitedForHeaders(connection, connection.getBytesIn(), now) > deadlineNanos;
    }
    Connection inside = tls.getSslEndPoint().getConnection();
    if (inside == null || inside instanceof NegotiatingServerConnection) {
      return now - activity.opened > deadlineNanos;
    }
    // Half a TLS record is no byte for the connection inside, and takes more memory than a header.
    Activity requests = connections.get(inside);
    return requests != null
        && requests.serving.get() == 0
        && activity.waitedForHeaders(inside, tls.getBytesIn(), now) > deadlineNanos;
  }

  /** What one connection does. Read and written by the one thread that looks, but for the count. */
  private static final class Activity {
    private final AtomicInteger serving = new AtomicInteger();
    private final long opened = System.nanoTime();
    private final AtomicBoolean wasAsked = new AtomicBoolean();
    private long restedSince = opened;
    private long requestsAtRest;
    private long bytesAtRest;

    /**
     * Ends the connection; one of HTTP/2 says goodbye first, and a hostile client stays all the
     * same.
     */
    void end(Connection connection) {
      if (wasAsked.getAndSet(true)) {
        connection.getEndPoint().close();
      } else {
        connection.close();
      }
    }

    /** Nanoseconds since the first bytes of a request came that is not begun yet; 0 if none did. */
    long waitedForHeaders(Connection connection, long bytes, long now) {
      long requests = connection.getMessagesIn();
      if (serving.get() > 0 || requests != requestsAtRest || bytes == bytesAtRest) {
        restedSince = now;
        requestsAtRest = requests;
        bytesAtRest = bytes;
        return 0;
      }
      return now - restedSince;
    }
  }
}
