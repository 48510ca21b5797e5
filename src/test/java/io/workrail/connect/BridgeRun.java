package io.workrail.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.configuration.Console;
import io.workrail.configuration.Secret;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A bridge at work, seen from its client. */
final class BridgeRun implements AutoCloseable {
  static final TokenSource TOKEN = new TokenSource.VariableToken(new Secret("the-token"));

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
  private final PipedOutputStream toBridge = new PipedOutputStream();
  private final Thread thread;

  private BridgeRun(ServerAddress address, TokenSource token, SSLContext tls, Duration patience)
      throws IOException {
    Console console =
        new Console(
            new PrintStream(new LineQueue(), true, StandardCharsets.UTF_8),
            new PrintStream(talk, true, StandardCharsets.UTF_8));
    StdioBridge bridge =
        new StdioBridge(
            new ServerLink(address, token, tls, patience),
            new Refusals(address, token),
            new ClientLines(console));
    InputStream in = new PipedInputStream(toBridge);
    thread =
        new Thread(
            () -> {
              try {
                bridge.run(in);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.start();
  }

  static BridgeRun to(ServerAddress address) throws Exception {
    return to(address, Duration.ZERO);
  }

  static BridgeRun to(ServerAddress address, Duration patience) throws Exception {
    return new BridgeRun(address, TOKEN, SSLContext.getDefault(), patience);
  }

  static BridgeRun with(ServerAddress address, TokenSource token, SSLContext tls) throws Exception {
    return new BridgeRun(address, token, tls, Duration.ZERO);
  }

  void send(String line) throws IOException {
    toBridge.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    toBridge.flush();
  }

  JsonNode receive() throws InterruptedException, MalformedJsonException {
    String line = lines.poll(20, TimeUnit.SECONDS);
    assertThat(line).as("no reply; the bridge said: " + talk()).isNotNull();
    return StrictJson.parse(line);
  }

  JsonNode ask(String line) throws Exception {
    send(line);
    return receive();
  }

  /** Closes the client's end and waits for the bridge; gives what it wrote and nobody read. */
  List<String> end() throws Exception {
    toBridge.close();
    thread.join(20_000);
    assertThat(thread.isAlive()).as("the bridge goes on").isFalse();
    return List.copyOf(lines);
  }

  String talk() {
    return talk.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws Exception {
    end();
  }

  /** Puts whole lines into the queue. */
  private final class LineQueue extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      if (b == '\n') {
        lines.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }
}
