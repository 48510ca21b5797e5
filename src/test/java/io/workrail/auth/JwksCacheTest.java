package io.workrail.auth;

import static io.workrail.auth.SigningKeys.EC;
import static io.workrail.auth.SigningKeys.OTHER_RSA;
import static io.workrail.auth.SigningKeys.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.security.Jwks;
import io.workrail.SettableClock;
import io.workrail.configuration.CommandFailedException;
import io.workrail.outage.LogRecorder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwksCacheTest {
  private final SettableClock clock = new SettableClock();
  private final AtomicInteger looks = new AtomicInteger();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  @TempDir Path folder;
  private HttpServer provider;
  private final CountDownLatch answer = new CountDownLatch(1);
  private volatile boolean hangs;
  private volatile int status = 200;
  private volatile String published = set(key("one", RSA.getPublic()));

  @BeforeEach
  void startProvider() throws Exception {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/jwks",
        exchange -> {
          looks.incrementAndGet();
          if (hangs) {
            answerLater();
          }
          byte[] body = published.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
    scheduler.shutdownNow();
  }

  @Test
  void findsTheKeyThatATokenNames() throws Exception {
    JwksCache cache = open(url());
    assertThat(keyOf(cache, "one")).contains(RSA.getPublic());
    assertThat(looks).hasValue(1);
  }

  @Test
  void anUnknownKeyIsLookedForOnceInAWhile() throws Exception {
    JwksCache cache = open(url());
    for (int i = 0; i < 50; i++) {
      assertThat(keyOf(cache, "unknown-" + i)).isEmpty();
    }
    assertThat(looks).hasValue(2);
    clock.advance(Duration.ofSeconds(11));
    assertThat(keyOf(cache, "unknown")).isEmpty();
    assertThat(looks).hasValue(3);
  }

  @Test
  void aProviderThatHangsHoldsOnlySomeOfThoseWhoNameUnknownKeys() throws Exception {
    JwksCache cache = open(url());
    hangs = true;
    ExecutorService requests = Executors.newCachedThreadPool();
    CompletionService<Optional<PublicKey>> replies = new ExecutorCompletionService<>(requests);
    try {
      for (int i = 0; i < JwksCache.MOST_WAITING + 3; i++) {
        replies.submit(() -> keyOf(cache, "unknown"));
      }
      for (int i = 0; i < 3; i++) {
        assertThat(replies.take().get()).isEmpty();
      }
      // The others wait for the provider.
      assertThat(replies.poll(300, TimeUnit.MILLISECONDS)).isNull();
    } finally {
      answer.countDown();
      requests.shutdownNow();
    }
  }

  @Test
  void aRotatedKeyIsFoundAtItsFirstUseAndTheOldOneIsGone() throws Exception {
    JwksCache cache = open(url());
    long before = cache.version();
    published = set(key("two", OTHER_RSA.getPublic()));
    assertThat(keyOf(cache, "two")).contains(OTHER_RSA.getPublic());
    assertThat(keyOf(cache, "one")).isEmpty();
    assertThat(cache.version()).isGreaterThan(before);
  }

  @Test
  void keysStayWhileTheProviderIsDown() throws Exception {
    JwksCache cache = open(url());
    status = 503;
    assertThat(keyOf(cache, "unknown")).isEmpty();
    assertThat(keyOf(cache, "one")).contains(RSA.getPublic());
    provider.stop(0);
    clock.advance(Duration.ofMinutes(1));
    assertThat(keyOf(cache, "unknown")).isEmpty();
    assertThat(keyOf(cache, "one")).contains(RSA.getPublic());
  }

  @Test
  void nonsenseFromTheProviderChangesNothing() throws Exception {
    JwksCache cache = open(url());
    for (String nonsense :
        List.of("", "<html>", "[]", "{\"keys\":7}", "{}", "x".repeat(1_100_000))) {
      published = nonsense;
      clock.advance(Duration.ofMinutes(1));
      assertThat(keyOf(cache, "unknown")).isEmpty();
      assertThat(keyOf(cache, "one")).as(nonsense).contains(RSA.getPublic());
    }
  }

  @Test
  void aProviderThatIsDownIsToldOnceAndThatItAnswersAgain() throws Exception {
    JwksCache cache = open(url());
    try (LogRecorder recorder = new LogRecorder(JwksCache.class)) {
      for (int i = 0; i < 5; i++) {
        status = 503;
        clock.advance(Duration.ofMinutes(1));
        assertThat(keyOf(cache, "unknown")).isEmpty();
      }
      assertThat(recorder.lines()).hasSize(1);
      status = 200;
      clock.advance(Duration.ofMinutes(1));
      assertThat(keyOf(cache, "unknown")).isEmpty();
      assertThat(recorder.lines()).hasSize(2).last().asString().contains("again", "5 failures");
    }
  }

  @Test
  void aServerStartsWithoutItsProviderAndFollowsLater() throws Exception {
    status = 500;
    JwksCache cache = open(url());
    assertThat(keyOf(cache, "one")).isEmpty();
    status = 200;
    clock.advance(Duration.ofMinutes(1));
    assertThat(keyOf(cache, "one")).contains(RSA.getPublic());
  }

  @Test
  void onlyKeysForSignaturesOfOurMethodsAreUsed() throws Exception {
    published =
        set(
            key("ec", EC.getPublic()),
            "{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"" + "A".repeat(43) + "\"}",
            "{\"kty\":\"unknown\",\"kid\":\"odd\"}",
            key("encryption", RSA.getPublic()).replace("{\"kty\"", "{\"use\":\"enc\",\"kty\""),
            key("other", RSA.getPublic()).replace("{\"kty\"", "{\"alg\":\"RS512\",\"kty\""),
            key("mine", RSA.getPublic()).replace("{\"kty\"", "{\"alg\":\"RS256\",\"kty\""));
    JwksCache cache = open(url());
    assertThat(keyOf(cache, "mine")).contains(RSA.getPublic());
    assertThat(candidates(cache, SigningMethod.ES256, "ec")).hasSize(1);
    // The header of a token does not make a key of one type into one of another.
    assertThat(candidates(cache, SigningMethod.RS256, "ec")).isEmpty();
    assertThat(candidates(cache, SigningMethod.HS256, "shared")).isEmpty();
    assertThat(keyOf(cache, "encryption")).isEmpty();
    assertThat(keyOf(cache, "other")).isEmpty();
  }

  @Test
  void aTokenWithoutTheNameOfItsKeyIsTriedWithAllOfItsMethod() throws Exception {
    published = set(key("one", RSA.getPublic()), key("ec", EC.getPublic()));
    JwksCache cache = open(url());
    assertThat(cache.candidates(new TokenHeader(SigningMethod.RS256, Optional.empty()))).hasSize(1);
  }

  @Test
  void aFileIsFollowedToo() throws Exception {
    Path file = Files.writeString(folder.resolve("jwks.json"), published);
    JwksCache cache = open(file.toString());
    assertThat(keyOf(cache, "one")).contains(RSA.getPublic());
    Files.writeString(file, set(key("two", OTHER_RSA.getPublic())));
    assertThat(keyOf(cache, "two")).contains(OTHER_RSA.getPublic());
  }

  @Test
  void aFileThatIsNoKeySetStopsTheStart() throws Exception {
    Path file = Files.writeString(folder.resolve("jwks.json"), "{}");
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> open(file.toString()))
        .withMessageContaining("JWT_JWKS");
  }

  @Test
  void anAddressThatOthersCanChangeOnItsWayIsRefused() throws Exception {
    assertThat(JwksLocation.parse("https://id.example/jwks")).isNotNull();
    for (String address :
        List.of("http://id.example/jwks", "ftp://127.0.0.1/jwks", "https:///x", "http://[")) {
      assertThatExceptionOfType(KeyFormatException.class)
          .isThrownBy(() -> JwksLocation.parse(address));
    }
  }

  private void answerLater() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String url() {
    return "http://127.0.0.1:%d/jwks".formatted(provider.getAddress().getPort());
  }

  private JwksCache open(String location) throws KeyFormatException {
    JwksCache cache = new JwksCache(JwksLocation.parse(location), clock, scheduler);
    cache.open();
    return cache;
  }

  private static Optional<PublicKey> keyOf(JwksCache cache, String id) {
    return candidates(cache, SigningMethod.RS256, id).stream()
        .map(key -> ((VerificationKey.Public) key).key())
        .findFirst();
  }

  private static List<VerificationKey> candidates(
      JwksCache cache, SigningMethod method, String id) {
    return cache.candidates(new TokenHeader(method, Optional.of(id)));
  }

  private static String set(String... keys) {
    return Arrays.stream(keys).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static String key(String id, PublicKey key) {
    var jwk =
        key instanceof RSAPublicKey rsa
            ? Jwks.builder().key(rsa).id(id).build()
            : Jwks.builder().key((ECPublicKey) key).id(id).build();
    String members =
        jwk.entrySet().stream()
            .filter(member -> !member.getKey().equals("kty"))
            .map(member -> "\"%s\":\"%s\"".formatted(member.getKey(), member.getValue()))
            .collect(Collectors.joining(","));
    return "{\"kty\":\"%s\",%s}".formatted(jwk.getType(), members);
  }
}
