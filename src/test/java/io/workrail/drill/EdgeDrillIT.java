package io.workrail.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.RawHttp;
import io.workrail.benchmark.load.SlowClients;
import io.workrail.http.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks a running server over loopback, with the limits off that would hide what is behind them.
 * Nothing may be answered as our fault, nothing may show innards, the server has to say that it is
 * well throughout, and afterwards it must hold no more than after a first round of the same.
 */
class EdgeDrillIT {
  private static final int FIRST_ROUND = 2_000;
  private static final int ATTACKERS = 8;
  private static final int SHOWN = 20;
  private static final int LIMIT = 1024 * 1024;
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}";

  @TempDir static Path data;
  private static Target target;
  private static String authorization;
  private static ForgedTokens tokens;
  private static ServerSocket trap;

  @BeforeAll
  static void start() throws Exception {
    KeyPair pair = TestCertificates.rsa();
    trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    tokens = new ForgedTokens("http://127.0.0.1:" + trap.getLocalPort() + "/keys", pair);
    authorization = bearer(tokens.good().get("HS256"));
    target =
        Target.start(
            data,
            Map.of(
                "JWT_PUBLIC_KEY", ForgedTokens.pem(pair),
                "JWT_ISSUER", ForgedTokens.ISSUER,
                "JWT_AUDIENCE", ForgedTokens.AUDIENCE),
            port -> RawHttp.exchange("127.0.200.1", port, get("/health")).status());
    mutate(Drill.seed() - 1, FIRST_ROUND);
    forgeTokens();
    hostileBodies();
    slowClients();
    target.observe();
  }

  @AfterAll
  static void leavesNothingBehind() throws Exception {
    try {
      target.verify();
    } finally {
      target.close();
      trap.close();
    }
  }

  @Test
  void noForgedTokenOpensTheDoor() throws Exception {
    for (Map.Entry<String, String> good : tokens.good().entrySet()) {
      assertThat(post(bearer(good.getValue()), PING.formatted(1)).status())
          .as(good.getKey())
          .isEqualTo(200);
    }
    forgeTokens();
    trap.setSoTimeout(1);
    assertThatThrownBy(trap::accept)
        .as("nobody fetches a key from an address in a token")
        .isInstanceOf(SocketTimeoutException.class);
  }

  private static void forgeTokens() throws Exception {
    for (Map.Entry<String, String> forged : tokens.all().entrySet()) {
      RawHttp.Reply reply = post(bearer(forged.getValue()), PING.formatted(1));
      assertThat(reply.status()).as(forged.getKey()).isIn(400, 401);
      Hygiene.checkBody(forged.getKey(), reply.body());
      assertThat(reply.body()).as(forged.getKey()).startsWith("{").contains("\"message\"");
      assertThat(reply.headers()).as(forged.getKey()).containsEntry("x-frame-options", "DENY");
      if (reply.status() == 401) {
        assertThat(reply.headers().get("www-authenticate"))
            .as(forged.getKey())
            .startsWith("Bearer ");
      }
    }
  }

  @Test
  void aTokenOfOneMebibyteIsTurnedAway() throws Exception {
    String reply =
        shoot(
            RawHttp.post("/mcp", List.of(bearer("a".repeat(LIMIT))), PING.formatted(1))
                .getBytes(StandardCharsets.UTF_8));
    Hygiene.check("a token of 1 MiB", reply);
    assertThat(Hygiene.statuses(reply)).allMatch(status -> status == 431);
  }

  @Test
  void aTokenInTheAddressIsNotRead() throws Exception {
    for (String name : List.of("access_token", "token", "api_key")) {
      String token = tokens.good().get("HS256");
      RawHttp.Reply reply = exchange(get("/mcp?" + name + "=" + token).replace("GET", "POST"));
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.body()).doesNotContain(token);
    }
  }

  @Test
  void noMutatedRequestIsEverOurFault() throws Exception {
    mutate(Drill.seed(), Drill.requests());
  }

  @Test
  void hostileBodiesEndAsWhatTheyAre() throws Exception {
    hostileBodies();
  }

  @Test
  void pipelinedRequestsAreAnsweredInTurn() throws Exception {
    int count = 1_000;
    String all =
        IntStream.range(0, count)
            .mapToObj(id -> RawHttp.post("/mcp", List.of(authorization), PING.formatted(id)))
            .collect(Collectors.joining());
    try (RawHttp connection = RawHttp.connect("127.0.0.1", target.port())) {
      Thread writer = new Thread(() -> write(connection, all + "NONSENSE\r\n\r\n"));
      writer.start();
      for (int id = 0; id < count; id++) {
        RawHttp.Reply reply = connection.read();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("\"id\":" + id + ",");
      }
      writer.join();
      String rest = connection.readToEnd();
      Hygiene.check("nonsense behind requests", rest);
      assertThat(Hygiene.statuses(rest)).containsExactly(400);
    }
  }

  @Test
  void clientsThatVanishHurtNobody() throws Exception {
    Random random = new Random(Drill.seed());
    byte[] request =
        RawHttp.post("/mcp", List.of(authorization), PING.formatted(1))
            .getBytes(StandardCharsets.UTF_8);
    for (int n = 0; n < 300; n++) {
      try (RawHttp connection = RawHttp.connect("127.0.0.1", target.port())) {
        connection.write(Arrays.copyOf(request, random.nextInt(request.length + 1)));
      }
    }
    assertThat(post(authorization, PING.formatted(1)).status()).isEqualTo(200);
  }

  @Test
  void slowReadersAndWritersAreCutOffAndHoldUpNobody() throws Exception {
    slowClients();
  }

  private static void slowClients() throws Exception {
    String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + authorization + "\r\n";
    List<String> beginnings =
        List.of(
            head + "X-A: b",
            head + "Content-Length: 500000\r\n\r\n{",
            head + "Transfer-Encoding: chunked\r\n\r\n7d000\r\n{",
            get("/schemas/workflow.json").repeat(60));
    try (SlowClients slow = new SlowClients(target.port(), 200, beginnings, 100)) {
      for (int n = 0; n < 20; n++) {
        assertThat(post(authorization, PING.formatted(n)).status()).isEqualTo(200);
      }
      target.await(() -> slow.remaining() == 0, "all slow clients are cut off");
    }
  }

  private static void hostileBodies() throws Exception {
    for (Map.Entry<String, String> body : HostileBodies.unreadable().entrySet()) {
      RawHttp.Reply reply = post(authorization, body.getValue());
      Hygiene.checkBody(body.getKey(), reply.body());
      assertThat(reply.status()).as(body.getKey()).isEqualTo(400);
      assertThat(reply.body()).as(body.getKey()).containsAnyOf("-32700", "-32600");
    }
    String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + authorization + "\r\n";
    for (Map.Entry<String, Integer> framed : HostileBodies.framed(head, LIMIT).entrySet()) {
      String cause = framed.getKey().substring(0, Math.min(400, framed.getKey().length()));
      String reply = shoot(framed.getKey().getBytes(StandardCharsets.ISO_8859_1));
      Hygiene.check(cause, reply);
      assertThat(Hygiene.statuses(reply)).as(cause).containsExactly(framed.getValue());
    }
  }

  private static void mutate(long seed, int count) throws Exception {
    ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
    try {
      List<Future<Integer>> attacks = new ArrayList<>();
      for (int attacker = 0; attacker < ATTACKERS; attacker++) {
        int first = attacker;
        attacks.add(attackers.submit(() -> mutate(seed, first, count, failures)));
      }
      int sent = 0;
      for (Future<Integer> attack : attacks) {
        sent += attack.get();
      }
      assertThat(failures).as("failures of %d requests", count).isEmpty();
      assertThat(sent).isEqualTo(count);
    } finally {
      attackers.shutdownNow();
    }
  }

  private static int mutate(long seed, int first, int count, Queue<String> failures) {
    int sent = 0;
    for (int n = first; n < count && failures.size() < SHOWN; n += ATTACKERS) {
      shootOne(seed, n).ifPresent(failures::add);
      sent++;
    }
    return sent;
  }

  private static Optional<String> shootOne(long seed, int number) {
    Random random = new Random(seed * 1_000_003 + number);
    List<GoodRequests.Message> good = GoodRequests.all();
    Shot shot = spoil(good.get(random.nextInt(good.size())), random);
    String cause = "request %d of seed %d:%n%s".formatted(number, seed, Drill.show(shot.toBytes()));
    try {
      Hygiene.check(cause, shoot(shot.toBytes()));
      return Optional.empty();
    } catch (IOException | AssertionError e) {
      return Optional.of(cause + "\n" + e.getMessage());
    }
  }

  private static Shot spoil(GoodRequests.Message message, Random random) {
    List<String> headers = new ArrayList<>(message.headers());
    headers.add(authorization);
    headers.add("Content-Type: application/json");
    byte[] body =
        random.nextInt(5) == 0
            ? message.json().toString().getBytes(StandardCharsets.UTF_8)
            : new JsonMutator(random).spoil(message.json());
    Shot shot = Shot.post(headers, body);
    return random.nextInt(2) == 0 ? shot : new HeaderMutator(random).spoil(shot);
  }

  private static String shoot(byte[] bytes) throws IOException {
    return RawHttp.shoot("127.0.0.1", target.port(), bytes);
  }

  private static void write(RawHttp connection, String text) {
    try {
      connection.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("the server closed in the middle", e);
    }
  }

  private static RawHttp.Reply post(String header, String body) throws IOException {
    return exchange(RawHttp.post("/mcp", List.of(header), body));
  }

  private static RawHttp.Reply exchange(String request) throws IOException {
    return RawHttp.exchange("127.0.0.1", target.port(), request);
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }
}
