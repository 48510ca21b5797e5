package io.workrail.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.RawHttp;
import io.workrail.RawHttp2;
import io.workrail.benchmark.load.SlowClients;
import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import io.workrail.http.tls.TlsClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link EdgeDrillIT}, for what comes before HTTP: handshakes and frames that are none. */
class TlsDrillIT {
  private static final int ROUND = Math.max(300, Drill.requests() / 20);
  private static final int FRAMES = 20;
  private static final int HANDSHAKE = 22;

  @TempDir static Path data;
  private static Target target;
  private static SSLContext context;

  @BeforeAll
  static void start() throws Exception {
    Issued root = TestCertificates.authority("root");
    Issued server = TestCertificates.server(TestCertificates.ec(), root);
    context = TlsClient.trusting(root);
    target =
        Target.start(
            data,
            Map.of(
                "TLS_CERT",
                Files.writeString(data.resolve("certificate.pem"), server.pem()).toString(),
                "TLS_KEY",
                Files.writeString(data.resolve("key.pem"), server.key()).toString()),
            TlsDrillIT::health);
    badHandshakes(Drill.seed() - 1);
    badFrames(Drill.seed() - 1);
    slowHandshakes();
    target.observe();
  }

  @AfterAll
  static void leavesNothingBehind() throws Exception {
    try {
      target.verify();
    } finally {
      target.close();
    }
  }

  @Test
  void badHandshakesEndTheirConnectionOnly() throws Exception {
    badHandshakes(Drill.seed());
  }

  @Test
  void badFramesOfHttp2EndTheirConnectionOnly() throws Exception {
    badFrames(Drill.seed());
  }

  @Test
  void handshakesThatTakeTooLongAreCutOff() throws Exception {
    slowHandshakes();
  }

  private static void slowHandshakes() throws Exception {
    String hello = new String(hello(), StandardCharsets.ISO_8859_1);
    List<String> beginnings =
        List.of(hello.substring(0, 40), hello, "\u0016\u0003\u0001\u0040\u0000");
    try (SlowClients slow = new SlowClients(target.port(), 100, beginnings, 100)) {
      assertThat(health(target.port())).isEqualTo(200);
      target.await(() -> slow.remaining() == 0, "all slow clients are cut off");
    }
  }

  /** Hellos that are spoilt, cut off, of old versions or followed by noise; never an answer. */
  private static void badHandshakes(long seed) throws Exception {
    Random random = new Random(seed);
    JsonMutator noise = new JsonMutator(random);
    byte[] hello = hello();
    for (int n = 0; n < ROUND; n++) {
      byte[] sent = hello.clone();
      switch (random.nextInt(5)) {
        case 0 -> sent = Arrays.copyOf(sent, random.nextInt(sent.length));
        case 1 -> sent = noise.noise(1 + random.nextInt(2_000));
        case 2 -> sent[2] = (byte) random.nextInt(4);
        case 3 -> spoil(sent, random, 1 + random.nextInt(20));
        default -> sent = append(sent, noise.noise(1 + random.nextInt(500)));
      }
      if (n % 2 == 0 && sent.length > 0) {
        sent[0] = HANDSHAKE;
      }
      String reply = shoot(sent);
      assertThat(reply).as("handshake %d of seed %d", n, seed).doesNotContain("HTTP/1.1 5");
      Hygiene.checkBody("handshake %d of seed %d".formatted(n, seed), reply);
    }
  }

  /** A good beginning of HTTP/2, then frames of random types, flags, streams and contents. */
  private static void badFrames(long seed) throws Exception {
    Random random = new Random(seed);
    JsonMutator noise = new JsonMutator(random);
    byte[] block = RawHttp2.block("POST", "/mcp", Map.of("content-length", "10"));
    for (int n = 0; n < ROUND / 5; n++) {
      try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), target.port());
          RawHttp2 connection =
              RawHttp2.over(TlsClient.over(plain, context, "h2"), Map.of(4, 65_535))) {
        for (int frame = 0; frame < FRAMES; frame++) {
          byte[] payload =
              random.nextInt(3) == 0 ? noise.noise(random.nextInt(400)) : spoiltCopy(block, random);
          boolean taken =
              connection.offer(random.nextInt(11), random.nextInt(64), random.nextInt(9), payload);
          if (!taken) {
            break;
          }
        }
      }
    }
    assertThat(health(target.port())).isEqualTo(200);
  }

  private static byte[] spoiltCopy(byte[] bytes, Random random) {
    byte[] copy = bytes.clone();
    spoil(copy, random, random.nextInt(4));
    return copy;
  }

  private static void spoil(byte[] bytes, Random random, int times) {
    for (int i = 0; i < times; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
  }

  private static byte[] append(byte[] begin, byte[] end) {
    byte[] both = Arrays.copyOf(begin, begin.length + end.length);
    System.arraycopy(end, 0, both, begin.length, end.length);
    return both;
  }

  /** What a good client says first. */
  private static byte[] hello() throws SSLException {
    SSLEngine engine = context.createSSLEngine("localhost", 443);
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  private static String shoot(byte[] bytes) throws IOException {
    return RawHttp.shoot("127.0.0.1", target.port(), bytes);
  }

  private static int health(int port) throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket secured = TlsClient.over(plain, context, "http/1.1")) {
      secured
          .getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String reply = new String(secured.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Hygiene.statuses(reply).get(0);
    }
  }
}
