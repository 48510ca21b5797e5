package io.workrail.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that send a byte now and then and read nothing. One thread drives all of them; one
 * that is cut off comes again, as long as it is asked to.
 */
public final class SlowClients implements AutoCloseable {
  private static final int SMALLEST_WINDOW = 2048;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<SocketChannel> connections = new ArrayList<>();
  private final AtomicInteger cutOff = new AtomicInteger();
  private final AtomicInteger unreachable = new AtomicInteger();
  private final InetSocketAddress server;
  private final List<String> beginnings;
  private volatile boolean comeAgain = true;

  /**
   * Opens connections.
   *
   * @param beginnings what they send at once, in turns
   * @param pauseMillis between two bytes of one connection
   */
  public SlowClients(int port, int count, List<String> beginnings, long pauseMillis)
      throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.beginnings = List.copyOf(beginnings);
    for (int i = 0; i < count; i++) {
      connections.add(open(i));
    }
    timer.scheduleWithFixedDelay(this::trickle, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
  }

  /** How often one was cut off. */
  public int cutOff() {
    return cutOff.get();
  }

  /** How often one could not come again. */
  public int unreachable() {
    return unreachable.get();
  }

  /** Those that are cut off stay away; how many are left. */
  public int remaining() {
    comeAgain = false;
    synchronized (connections) {
      return (int) connections.stream().filter(SocketChannel::isOpen).count();
    }
  }

  private SocketChannel open(int number) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.socket().setReceiveBufferSize(SMALLEST_WINDOW);
    channel.connect(server);
    channel.configureBlocking(false);
    write(channel, beginnings.get(number % beginnings.size()));
    return channel;
  }

  private void trickle() {
    synchronized (connections) {
      for (int i = 0; i < connections.size(); i++) {
        SocketChannel connection = connections.get(i);
        if (connection.isOpen()) {
          trickle(i, connection);
        }
      }
    }
  }

  private void trickle(int number, SocketChannel connection) {
    try {
      write(connection, " ");
    } catch (IOException e) {
      cutOff.incrementAndGet();
      replace(number, connection);
    }
  }

  private void replace(int number, SocketChannel broken) {
    try {
      broken.close();
      if (comeAgain) {
        connections.set(number, open(number));
      }
    } catch (IOException e) {
      unreachable.incrementAndGet();
    }
  }

  /** What does not fit into the buffer of the socket is left out. */
  private static void write(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Override
  public void close() throws IOException {
    timer.shutdown();
    synchronized (connections) {
      for (SocketChannel connection : connections) {
        connection.close();
      }
    }
  }
}
