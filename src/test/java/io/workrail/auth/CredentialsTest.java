package io.workrail.auth;

import static io.workrail.auth.SigningKeys.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jsonwebtoken.security.Keys;
import io.workrail.SettableClock;
import io.workrail.auth.InvalidCredentialException.Reason;
import io.workrail.auth.Revocation.Kind;
import io.workrail.configuration.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final String KEY = "a-static-key-of-the-tests";
  private static final Caller ADA = new Caller("ada", Set.of(Role.AGENT), Optional.of("blue"));

  private final SettableClock clock = new SettableClock();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final MemoryRevocationStore store = new MemoryRevocationStore();
  private final Revocations revocations = new Revocations(store, clock, scheduler);
  private final Changing keys = new Changing();
  private final Credentials credentials =
      new Credentials(
          new TokenVerifier(keys, new Audience(Optional.empty(), Optional.empty()), clock),
          revocations,
          Optional.of(new Credentials.ApiKey(new Secret(KEY), Role.METRICS)),
          clock);
  private final TokenIssuer issuer = new TokenIssuer(SECRET, clock);

  /** Keys that count how often they are asked for. */
  private static final class Changing implements KeySource {
    private List<VerificationKey> all =
        List.of(new VerificationKey.Shared(Keys.hmacShaKeyFor(SECRET.reveal())));
    private long version;
    private int asked;

    @Override
    public List<VerificationKey> candidates(TokenHeader header) {
      asked++;
      return all;
    }

    @Override
    public long version() {
      return version;
    }
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void aTokenIsVerifiedOnce() throws Exception {
    String token = issuer.issue(ADA, Duration.ofHours(1));
    for (int i = 0; i < 5; i++) {
      assertThat(credentials.bearer(token)).isEqualTo(ADA);
    }
    assertThat(keys.asked).isEqualTo(1);
  }

  @Test
  void aRememberedTokenExpiresAllTheSame() throws Exception {
    String token = issuer.issue(ADA, Duration.ofHours(1));
    credentials.bearer(token);
    clock.advance(Duration.ofMinutes(61).plusSeconds(1));
    assertRefused(token, Reason.EXPIRED);
  }

  @Test
  void aRememberedTokenIsRevokedAllTheSame() throws Exception {
    IssuedToken token = issuer.sign(ADA, Duration.ofHours(1));
    credentials.bearer(token.text());
    store.put(new Revocation(Kind.TOKEN, token.id(), clock.instant(), "root"));
    revocations.refresh();
    assertRefused(token.text(), Reason.REVOKED);
  }

  @Test
  void aTokenOfARemovedKeyIsRefusedAlthoughItIsRemembered() throws Exception {
    String token = issuer.issue(ADA, Duration.ofHours(1));
    credentials.bearer(token);
    keys.all = List.of();
    keys.version++;
    assertRefused(token, Reason.BAD_SIGNATURE);
  }

  @Test
  void theStaticKeyIsACallerOfItsOwn() throws Exception {
    Caller expected = new Caller("api-key", Set.of(Role.METRICS), Optional.empty());
    assertThat(credentials.apiKey(KEY)).isEqualTo(expected);
    assertThat(credentials.bearer(KEY)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a-static-key-of-the-test", "a-static-key-of-the-tests "})
  void anotherKeyIsRefused(String key) {
    assertThatExceptionOfType(InvalidCredentialException.class)
        .isThrownBy(() -> credentials.apiKey(key))
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.WRONG_KEY));
  }

  @Test
  void withoutAStaticKeyNothingIsOne() {
    Credentials without =
        new Credentials(
            new TokenVerifier(keys, new Audience(Optional.empty(), Optional.empty()), clock),
            revocations,
            Optional.empty(),
            clock);
    assertThatExceptionOfType(InvalidCredentialException.class)
        .isThrownBy(() -> without.apiKey(""));
  }

  @Test
  void aHugeTokenIsRefusedBeforeAnythingIsDoneWithIt() {
    assertRefused("x".repeat(1_000_000), Reason.MALFORMED);
    assertRefused(("x".repeat(300_000) + ".").repeat(3), Reason.MALFORMED);
    assertThat(keys.asked).isZero();
  }

  private void assertRefused(String token, Reason reason) {
    assertThatExceptionOfType(InvalidCredentialException.class)
        .isThrownBy(() -> credentials.bearer(token))
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
