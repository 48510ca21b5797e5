package io.workrail.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;

/**
 * As many connections as the server takes. When there are that many, those on which nothing happens
 * make room. Jetty looks only at those that are open at that moment; a burst of them is accepted
 * before the first one is, so each is looked at again when it opens.
 */
final class ConnectionLimit extends NetworkConnectionLimit implements Connection.Listener {
  private static final long IDLE_MILLIS_WHEN_FULL = 2000;

  private volatile boolean isFull;

  ConnectionLimit(int most, Connector... connectors) {
    super(most, connectors);
    setEndPointIdleTimeout(IDLE_MILLIS_WHEN_FULL);
  }

  @Override
  protected void limit() {
    isFull = true;
    super.limit();
  }

  @Override
  protected void unlimit() {
    isFull = false;
    super.unlimit();
  }

  @Override
  public void onOpened(Connection connection) {
    if (isFull) {
      connection.getEndPoint().setIdleTimeout(IDLE_MILLIS_WHEN_FULL);
    }
  }
}
