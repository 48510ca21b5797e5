package io.workrail.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One client and its kept-alive connection. Used by one thread. */
final class Connection {
  private final Script script;
  private final ReplyReader reader = new ReplyReader();
  private SocketChannel channel;
  private SelectionKey key;
  private Request request;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private long sentAt;
  private boolean asking;
  private int failures;

  Connection(Script script) {
    this.script = script;
    this.request = script.first();
  }

  /** The request that is under way, or the one to be sent next. */
  Request request() {
    return request;
  }

  /** When the request was written, in nanoseconds of {@link System#nanoTime}. */
  long sentAt() {
    return sentAt;
  }

  /** Whether a request was sent and its reply did not come yet. */
  boolean isAsking() {
    return asking;
  }

  /** How often it went wrong since the last reply. */
  int failuresInARow() {
    return failures;
  }

  void connect(Selector selector) throws IOException {
    close();
    failures++;
    reader.reset();
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    URI uri = request.uri();
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    if (channel.connect(new InetSocketAddress(uri.getHost(), port))) {
      send();
    }
  }

  void finishConnect() throws IOException {
    if (channel.finishConnect()) {
      send();
    }
  }

  /** Sends the request from its first byte. */
  void send() throws IOException {
    rest = request.wire();
    asking = true;
    sentAt = System.nanoTime();
    write();
  }

  void write() throws IOException {
    channel.write(rest);
    key.interestOps(rest.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  /** Reads what is there; the reply, good until the next request, once it is whole. */
  Optional<Reply> read() throws IOException {
    if (!reader.readFrom(channel)) {
      throw new IOException("the server closed the connection");
    }
    return reader.poll();
  }

  /** Ends the exchange and decides about the next request. */
  void advance(Reply reply) {
    failures = 0;
    asking = false;
    request = script.next(reply);
    reader.reset();
  }

  boolean mustReconnect() {
    return reader.closing();
  }

  void close() {
    asking = false;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
