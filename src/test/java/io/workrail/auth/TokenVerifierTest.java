package io.workrail.auth;

import static io.workrail.auth.SigningKeys.EC;
import static io.workrail.auth.SigningKeys.ED;
import static io.workrail.auth.SigningKeys.OTHER_RSA;
import static io.workrail.auth.SigningKeys.RSA;
import static io.workrail.auth.SigningKeys.SECRET;
import static io.workrail.auth.SigningKeys.encode;
import static io.workrail.auth.SigningKeys.pem;
import static io.workrail.auth.SigningKeys.raw;
import static io.workrail.auth.SigningKeys.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.Keys;
import io.workrail.SettableClock;
import io.workrail.auth.InvalidCredentialException.Reason;
import io.workrail.configuration.Secret;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
  private static final String CLAIMS =
      "{\"sub\":\"ada\",\"roles\":[\"agent\"],\"exp\":%d}"
          .formatted(SettableClock.BEGIN.plusSeconds(3600).getEpochSecond());
  private static final SecretKey SHARED = Keys.hmacShaKeyFor(SECRET.reveal());

  private final SettableClock clock = new SettableClock();

  @Test
  void acceptsATokenOfOurOwn() throws Exception {
    String token =
        new TokenIssuer(SECRET, clock)
            .issue(
                new Caller("ada", Set.of(Role.AUTHOR, Role.OPERATOR), Optional.of("blue")),
                Duration.ofHours(1));
    VerifiedToken verified = verifier().verify(token);
    assertThat(verified.caller())
        .isEqualTo(new Caller("ada", Set.of(Role.AUTHOR, Role.OPERATOR), Optional.of("blue")));
    assertThat(verified.id()).isPresent();
    assertThat(verified.issuedAt()).contains(SettableClock.BEGIN);
    assertThat(verified.expiry()).isEqualTo(SettableClock.BEGIN.plusSeconds(3600));
  }

  @ParameterizedTest
  @MethodSource("publicKeys")
  void acceptsTokensOfAPublicKey(PrivateKey signer, String pem) throws Exception {
    assertThat(verifier(pem).verify(token().signWith(signer).compact()).caller().subject())
        .isEqualTo("ada");
  }

  static Stream<Arguments> publicKeys() {
    return Stream.of(RSA, EC, ED)
        .map(pair -> Arguments.of(pair.getPrivate(), pem(pair.getPublic())));
  }

  @Test
  void acceptsBothSecretsOfARotation() throws Exception {
    Secret old = new Secret("the-secret-of-last-year-H7k2Lp9Qw4Zx");
    TokenVerifier verifier =
        new TokenVerifier(
            new KeyRing(List.of(shared(SECRET), shared(old)), new KeyRing.Fixed(List.of())),
            anyone(),
            clock);
    Caller ada = new Caller("ada", Set.of(Role.AGENT), Optional.empty());
    for (Secret secret : List.of(SECRET, old)) {
      String token = new TokenIssuer(secret, clock).issue(ada, Duration.ofHours(1));
      assertThat(verifier.verify(token).caller()).isEqualTo(ada);
    }
  }

  @Test
  void refusesUnsignedTokensInEverySpelling() {
    for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
      assertRefused(raw("{\"alg\":\"%s\"}".formatted(none), CLAIMS, ""), Reason.WRONG_METHOD);
      assertRefused(raw("{\"alg\":\"%s\"}".formatted(none), CLAIMS, "AA"), Reason.WRONG_METHOD);
    }
    assertRefused(raw("{\"alg\":\"HS256\"}", CLAIMS, ""), Reason.WRONG_METHOD);
  }

  @Test
  void refusesOtherMethodsAlsoWithTheRightKey() {
    SecretKey longer = Keys.hmacShaKeyFor("x".repeat(64).getBytes(UTF_8));
    assertRefused(token().signWith(longer, Jwts.SIG.HS512).compact(), Reason.WRONG_METHOD);
    assertRefused(
        token().signWith(RSA.getPrivate(), Jwts.SIG.PS256).compact(), Reason.WRONG_METHOD);
    assertRefused(
        token().signWith(RSA.getPrivate(), Jwts.SIG.RS512).compact(), Reason.WRONG_METHOD);
  }

  /** The classic: the public key, which everybody knows, taken for a shared secret. */
  @Test
  void refusesAPublicKeyAsSharedSecret() throws Exception {
    String header = "{\"alg\":\"HS256\"}";
    for (byte[] key :
        List.of(
            pem(RSA.getPublic()).getBytes(UTF_8),
            pem(RSA.getPublic()).strip().getBytes(UTF_8),
            RSA.getPublic().getEncoded())) {
      String signature = hmac(key, encode(header) + "." + encode(CLAIMS));
      String token = raw(header, CLAIMS, signature);
      assertRefused(verifier(pem(RSA.getPublic())), token, Reason.BAD_SIGNATURE);
      assertRefused(onlyPublic(pem(RSA.getPublic())), token, Reason.BAD_SIGNATURE);
    }
  }

  @Test
  void refusesASecretForTheMethodOfAPublicKey() throws Exception {
    String header = "{\"alg\":\"RS256\"}";
    String signature = hmac(SECRET.reveal(), encode(header) + "." + encode(CLAIMS));
    assertRefused(
        verifier(pem(RSA.getPublic())), raw(header, CLAIMS, signature), Reason.BAD_SIGNATURE);
  }

  @Test
  void refusesAnotherKeyOfTheSameType() throws Exception {
    assertRefused(
        verifier(pem(RSA.getPublic())),
        token().signWith(OTHER_RSA.getPrivate()).compact(),
        Reason.BAD_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../dev/null",
        "/proc/self/environ",
        "' UNION SELECT 'key",
        "http://127.0.0.1/jwks",
        "\\u0000"
      })
  void aKeyIdIsANameAndNothingElse(String kid) throws Exception {
    String header = "{\"alg\":\"HS256\",\"kid\":\"%s\"}".formatted(kid);
    // Were the file /dev/null or an empty value taken for the key, this would be its signature.
    String signature = hmac(new byte[] {0}, encode(header) + "." + encode(CLAIMS));
    assertRefused(raw(header, CLAIMS, signature), Reason.BAD_SIGNATURE);
  }

  @Test
  void aKeyIdThatIsNoTextOrHugeIsRefused() {
    for (String kid : List.of("7", "{}", "[\"a\"]", "null", "\"" + "k".repeat(300) + "\"")) {
      assertRefused(
          raw("{\"alg\":\"HS256\",\"kid\":%s}".formatted(kid), CLAIMS, "AA"), Reason.UNKNOWN_KEY);
    }
  }

  /** A token that brings its own key, or says where to get it. */
  @Test
  void keysInTheHeaderAreNotLookedAt() throws Exception {
    Map<String, ?> jwk = Jwks.builder().key((RSAPublicKey) OTHER_RSA.getPublic()).build();
    String token =
        token()
            .header()
            .add("jwk", jwk)
            .add("jku", "http://127.0.0.1:1/keys")
            .add("x5u", "http://127.0.0.1:1/certificate")
            .and()
            .signWith(OTHER_RSA.getPrivate())
            .compact();
    assertRefused(verifier(pem(RSA.getPublic())), token, Reason.BAD_SIGNATURE);
  }

  @Test
  void extensionsThatChangeTheMeaningAreRefused() {
    for (String extension :
        List.of("\"crit\":[\"exp\"]", "\"b64\":false", "\"zip\":\"DEF\"", "\"zip\":\"GZIP\"")) {
      assertRefused(
          raw("{\"alg\":\"HS256\",%s}".formatted(extension), CLAIMS, "AA"), Reason.WRONG_METHOD);
    }
  }

  @Test
  void refusesWhatIsNoToken() {
    for (String text :
        List.of(
            "",
            "a",
            "a.b",
            "a.b.c.d",
            "..",
            "!.!.!",
            raw("[]", CLAIMS, "AA"),
            raw("{\"alg\":7}", CLAIMS, "AA"),
            raw("{\"alg\":\"HS256\",\"alg\":\"none\"}", CLAIMS, "AA"),
            raw("{\"typ\":\"JWT\"}", CLAIMS, "AA"))) {
      assertRefused(text, Reason.MALFORMED);
    }
  }

  @Test
  void refusesAChangedToken() {
    String token = token().signWith(SHARED).compact();
    String[] parts = token.split("\\.");
    String claims =
        new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("agent", "operator");
    assertRefused(parts[0] + "." + encode(claims) + "." + parts[2], Reason.BAD_SIGNATURE);
  }

  @Test
  void allowsAMinuteOfSkewAndNoMore() throws Exception {
    String token = token().signWith(SHARED).compact();
    clock.advance(Duration.ofMinutes(60).plusSeconds(59));
    assertThat(verifier().verify(token)).isNotNull();
    clock.advance(Duration.ofSeconds(2));
    assertRefused(token, Reason.EXPIRED);
  }

  @Test
  void refusesATokenOfTheFuture() throws Exception {
    Instant soon = SettableClock.BEGIN.plusSeconds(61);
    String token = token().notBefore(Date.from(soon)).signWith(SHARED).compact();
    assertRefused(token, Reason.NOT_YET_VALID);
    clock.advance(Duration.ofSeconds(1));
    assertThat(verifier().verify(token)).isNotNull();
  }

  @Test
  void demandsWhatItNeeds() {
    assertRefused(token().expiration(null).signWith(SHARED).compact(), Reason.INCOMPLETE);
    assertRefused(token().subject(null).signWith(SHARED).compact(), Reason.INCOMPLETE);
    assertRefused(token().subject(" ").signWith(SHARED).compact(), Reason.INCOMPLETE);
    assertRefused(
        token().claim("roles", List.of("admin")).signWith(SHARED).compact(), Reason.INCOMPLETE);
    assertRefused(token().claim("roles", "agent").signWith(SHARED).compact(), Reason.INCOMPLETE);
  }

  @Test
  void oddClaimsAreRefusedNotSuffered() throws Exception {
    for (String claims :
        List.of(
            "{\"sub\":\"ada\",\"roles\":[\"agent\"],\"exp\":1e300}",
            "{\"sub\":\"ada\",\"roles\":[\"agent\"],\"exp\":\"soon\"}",
            "{\"sub\":{},\"roles\":[{}],\"exp\":{}}",
            "[]",
            "not json",
            "\u0000")) {
      String header = "{\"alg\":\"HS256\"}";
      String signature = hmac(SECRET.reveal(), encode(header) + "." + encode(claims));
      assertThatExceptionOfType(InvalidCredentialException.class)
          .isThrownBy(() -> verifier().verify(raw(header, claims, signature)));
    }
  }

  @Test
  void checksIssuerAndAudienceWhenTheyAreConfigured() throws Exception {
    Audience ours = new Audience(Optional.of("https://id.example"), Optional.of("workrail"));
    TokenVerifier strict = new TokenVerifier(ring(List.of()), ours, clock);
    assertRefused(strict, token().signWith(SHARED).compact(), Reason.WRONG_ISSUER);
    assertRefused(
        strict,
        token().issuer("https://evil.example").signWith(SHARED).compact(),
        Reason.WRONG_ISSUER);
    assertRefused(
        strict,
        token().issuer("https://id.example").signWith(SHARED).compact(),
        Reason.WRONG_AUDIENCE);
    assertRefused(
        strict,
        token()
            .issuer("https://id.example")
            .audience()
            .add("other")
            .and()
            .signWith(SHARED)
            .compact(),
        Reason.WRONG_AUDIENCE);
    String both =
        token()
            .issuer("https://id.example")
            .audience()
            .add("other")
            .add("workrail")
            .and()
            .signWith(SHARED)
            .compact();
    assertThat(strict.verify(both)).isNotNull();
    String own =
        new TokenIssuer(SECRET, ours, clock)
            .issue(new Caller("ada", Set.of(Role.AGENT), Optional.empty()), Duration.ofHours(1));
    assertThat(strict.verify(own)).isNotNull();
  }

  private void assertRefused(String token, Reason reason) {
    assertRefused(verifier(), token, reason);
  }

  private static void assertRefused(TokenVerifier verifier, String token, Reason reason) {
    assertThatExceptionOfType(InvalidCredentialException.class)
        .as(token)
        .isThrownBy(() -> verifier.verify(token))
        .satisfies(refusal -> assertThat(refusal.reason()).as(token).isEqualTo(reason));
  }

  private TokenVerifier verifier() {
    return new TokenVerifier(ring(List.of()), anyone(), clock);
  }

  private TokenVerifier verifier(String pem) throws KeyFormatException {
    return new TokenVerifier(ring(PublicKeyFile.read(pem)), anyone(), clock);
  }

  private TokenVerifier onlyPublic(String pem) throws KeyFormatException {
    return new TokenVerifier(
        new KeyRing(List.of(), new KeyRing.Fixed(PublicKeyFile.read(pem))), anyone(), clock);
  }

  private static KeyRing ring(List<VerificationKey> others) {
    return new KeyRing(List.of(shared(SECRET)), new KeyRing.Fixed(others));
  }

  private static VerificationKey.Shared shared(Secret secret) {
    return new VerificationKey.Shared(Keys.hmacShaKeyFor(secret.reveal()));
  }

  private static Audience anyone() {
    return new Audience(Optional.empty(), Optional.empty());
  }

  private static String hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac.doFinal(text.getBytes(UTF_8)));
  }
}
