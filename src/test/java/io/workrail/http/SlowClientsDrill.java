package io.workrail.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures what slow clients cost the others: the times of calls by eight clients without and with
 * five hundred connections of which one half never ends its headers and the other trickles bodies,
 * and which come again whenever they are cut off. Runs against a server that was started for it:
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp target/test-classes:target/classes:$(cat target/classpath) \
 *   io.workrail.http.SlowClientsDrill http://127.0.0.1:3000 "$WORKRAIL_TOKEN"
 * }</pre>
 *
 * Start the server with {@code RATE_LIMIT_PER_MINUTE=0 RATE_LIMIT_PER_ADDRESS=0}. Ends with 1 when
 * the 99th percentile more than doubles, in the median of five pairs of rounds.
 */
public final class SlowClientsDrill {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final int CLIENTS = 8;
  private static final int SLOW = 500;
  private static final int ROUNDS = 5;
  private static final Duration ROUND = Duration.ofSeconds(6);

  private final URI server;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  private SlowClientsDrill(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** The address of the server and a token of role agent. */
  public static void main(String[] arguments) throws Exception {
    System.exit(new SlowClientsDrill(URI.create(arguments[0]), arguments[1]).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    round();
    round();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      double alone = round();
      double crowded;
      try (SlowClients ignored = new SlowClients()) {
        crowded = round();
      }
      ratios.add(crowded / alone);
      System.out.printf(
          "p99 alone %.2f ms, among %d slow clients %.2f ms, ratio %.2f%n",
          alone, SLOW, crowded, crowded / alone);
    }
    Collections.sort(ratios);
    double median = ratios.get(ROUNDS / 2);
    System.out.printf("median ratio %.2f%n", median);
    clients.shutdown();
    return median <= 2;
  }

  /** The 99th percentile in milliseconds. */
  private double round() throws Exception {
    long end = System.nanoTime() + ROUND.toNanos();
    Callable<List<Long>> client =
        () -> {
          List<Long> times = new ArrayList<>();
          while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            int status = http.send(ping(), HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
              throw new IOException("a call was answered with " + status);
            }
            times.add(System.nanoTime() - begin);
          }
          return times;
        };
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> times : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
      all.addAll(times.get());
    }
    Collections.sort(all);
    return all.get(all.size() * 99 / 100) / 1e6;
  }

  private HttpRequest ping() {
    return HttpRequest.newBuilder(server.resolve("/mcp"))
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString(PING))
        .build();
  }

  /** One byte a second on each connection, by one thread. */
  private final class SlowClients implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<SocketChannel> connections = new ArrayList<>();
    private int cutOff;

    SlowClients() throws IOException {
      for (int i = 0; i < SLOW; i++) {
        connections.add(open(i));
      }
      timer.scheduleAtFixedRate(this::trickle, 1, 1, TimeUnit.SECONDS);
    }

    private SocketChannel open(int number) throws IOException {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
      String head =
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\nX-A: b";
      write(channel, number % 2 == 0 ? head : head + "\r\nContent-Length: 500000\r\n\r\n{");
      channel.configureBlocking(false);
      return channel;
    }

    private void trickle() {
      for (int i = 0; i < connections.size(); i++) {
        try {
          write(connections.get(i), " ");
        } catch (IOException e) {
          cutOff++;
          replace(i);
        }
      }
    }

    private void replace(int number) {
      try {
        connections.get(number).close();
        connections.set(number, open(number));
      } catch (IOException e) {
        System.err.println("could not connect again: " + e.getMessage());
      }
    }

    private static void write(SocketChannel channel, String text) throws IOException {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void close() throws Exception {
      timer.shutdown();
      timer.awaitTermination(10, TimeUnit.SECONDS);
      for (SocketChannel connection : connections) {
        connection.close();
      }
      System.out.printf("%d times a slow client was cut off%n", cutOff);
    }
  }
}
