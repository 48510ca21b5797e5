package io.workrail.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Drives the connections of some clients on one thread. */
final class LoadLoop implements Callable<Map<String, Tally>> {
  private static final long LONGEST_WAIT_MILLIS = 50;
  private static final long LAST_REPLIES_NANOS = 10_000_000_000L;
  private static final int MOST_FAILURES_IN_A_ROW = 20;

  private final List<Connection> connections;
  private final Map<String, Tally> tallies = new HashMap<>();
  private final Limit limit;
  private int open;

  LoadLoop(List<Script> clients, Limit limit) {
    this.connections = clients.stream().map(Connection::new).toList();
    this.limit = limit;
  }

  @Override
  public Map<String, Tally> call() {
    try (Selector selector = Selector.open()) {
      open = connections.size();
      connections.forEach(connection -> connect(connection, selector));
      long end = Long.MAX_VALUE;
      while (open > 0 && System.nanoTime() < end) {
        serveReady(selector);
        if (end == Long.MAX_VALUE && limit.isReached()) {
          end = System.nanoTime() + LAST_REPLIES_NANOS;
        }
      }
      connections.stream()
          .filter(Connection::isAsking)
          .forEach(connection -> tallyOf(connection).addFault(Tally.UNANSWERED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      connections.forEach(Connection::close);
    }
    return tallies;
  }

  private void serveReady(Selector selector) throws IOException {
    selector.select(LONGEST_WAIT_MILLIS);
    for (SelectionKey key : selector.selectedKeys()) {
      serve((Connection) key.attachment(), key, selector);
    }
    selector.selectedKeys().clear();
  }

  private void serve(Connection connection, SelectionKey key, Selector selector) {
    try {
      if (key.isConnectable()) {
        connection.finishConnect();
      } else if (key.isWritable()) {
        connection.write();
      } else {
        Optional<Reply> reply = connection.read();
        if (reply.isPresent()) {
          replied(connection, reply.get(), selector);
        }
      }
    } catch (IOException e) {
      failed(connection, selector);
    }
  }

  private void replied(Connection connection, Reply reply, Selector selector) throws IOException {
    long nanos = System.nanoTime() - connection.sentAt();
    tallyOf(connection).add(nanos, connection.request(), reply);
    connection.advance(reply);
    limit.countReply();
    if (limit.isReached()) {
      retire(connection);
    } else if (connection.mustReconnect()) {
      connect(connection, selector);
    } else {
      connection.send();
    }
  }

  private void connect(Connection connection, Selector selector) {
    try {
      connection.connect(selector);
    } catch (IOException e) {
      failed(connection, selector);
    }
  }

  /** Gives a client up whose server stays away: it would spin. */
  private void failed(Connection connection, Selector selector) {
    tallyOf(connection).addFault(connection.isAsking() ? Tally.LOST : Tally.UNREACHABLE);
    if (limit.isReached() || connection.failuresInARow() >= MOST_FAILURES_IN_A_ROW) {
      retire(connection);
    } else {
      connect(connection, selector);
    }
  }

  private void retire(Connection connection) {
    connection.close();
    open--;
  }

  private Tally tallyOf(Connection connection) {
    return tallies.computeIfAbsent(connection.request().label(), label -> new Tally());
  }
}
