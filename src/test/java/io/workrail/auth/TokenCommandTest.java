package io.workrail.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsonwebtoken.security.Keys;
import io.workrail.SettableClock;
import io.workrail.audit.AuditConfiguration;
import io.workrail.configuration.CommandRun;
import io.workrail.configuration.ExitStatus;
import io.workrail.json.StrictJson;
import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
  private final SettableClock clock = new SettableClock();
  private final AuthConfiguration settings = new AuthConfiguration();
  @TempDir Path data;

  @BeforeEach
  void useSecret() {
    settings.useSecret(SigningKeys.SECRET);
  }

  @Test
  void printsATokenThatTheServerAccepts() throws Exception {
    String token = run("--subject", "ada", "--role", "author", "--role", "operator", "--team", "x");
    VerifiedToken verified = verify(token.strip());
    assertThat(verified.caller())
        .isEqualTo(new Caller("ada", Set.of(Role.AUTHOR, Role.OPERATOR), Optional.of("x")));
    assertThat(verified.expiry()).isEqualTo(SettableClock.BEGIN.plus(Duration.ofHours(24)));
  }

  @Test
  void aTokenIsAnAgentsForAsLongAsIsAskedFor() throws Exception {
    VerifiedToken verified = verify(run("--subject", "ada", "--expires", "15m").strip());
    assertThat(verified.caller().roles()).containsExactly(Role.AGENT);
    assertThat(verified.expiry()).isEqualTo(SettableClock.BEGIN.plus(Duration.ofMinutes(15)));
  }

  @Test
  void anIssuedTokenIsNotedWithoutTheCredential() throws Exception {
    String token = run("--subject", "ada", "--team", "blue").strip();
    String noted = Files.readString(data.resolve("audit/audit.jsonl"));
    assertThat(noted)
        .contains("\"type\":\"token.issued\"", "\"actor\":\"command:", "\"subject\":\"ada\"")
        .contains("\"jti\":\"" + verify(token).id().orElseThrow() + "\"")
        .contains("\"roles\":\"agent\"", "\"team\":\"blue\"")
        .doesNotContain(token, token.substring(token.lastIndexOf('.')));
  }

  @Test
  void noTokenIsIssuedThatCannotBeNoted() throws Exception {
    Files.writeString(data.resolve("audit"), "a file stands where the folder should be");
    assertFails(ExitStatus.FAULT, "audit log", "--subject", "ada");
  }

  @Test
  void revokesATokenById() throws Exception {
    assertThat(run("revoke", "id-1")).isEqualTo("revoked: token id-1\n");
    assertThat(revocations()).map(Revocation::kind).containsExactly(Revocation.Kind.TOKEN);
    assertThat(Files.readString(data.resolve("audit/audit.jsonl")))
        .contains("\"type\":\"token.revoked\"", "\"jti\":\"id-1\"");
  }

  @Test
  void revokesAllTokensOfASubject() throws Exception {
    assertThat(run("revoke", "--subject", "ada"))
        .isEqualTo("revoked: all tokens of ada until now\n");
    assertThat(revocations()).map(Revocation::at).containsExactly(SettableClock.BEGIN);
  }

  @Test
  void wrongUsageIsRefusedInWords() {
    assertFails(ExitStatus.USAGE, "--subject is missing");
    assertFails(ExitStatus.USAGE, "blank", "--subject", " ");
    assertFails(ExitStatus.USAGE, "12h", "--subject", "ada", "--expires", "soon");
    assertFails(ExitStatus.USAGE, "from 1m to 366d", "--subject", "ada", "--expires", "0s");
    assertFails(ExitStatus.USAGE, "one of them", "revoke");
    assertFails(ExitStatus.USAGE, "one of them", "revoke", "id-1", "--subject", "ada");
    assertFails(ExitStatus.USAGE, "API_KEY", "revoke", "--subject", "api-key");
    assertFails(ExitStatus.USAGE, "claim jti", "revoke", "a.b.c");
    assertFails(ExitStatus.USAGE, "destroy", "destroy");
    assertFails(ExitStatus.USAGE, "admin", "--subject", "ada", "--role", "admin");
  }

  /** As the setting JWT_EXPIRES_IN does. */
  @ParameterizedTest
  @ValueSource(strings = {"59s", "900d", "367d", "9223372036854775807d"})
  void noTokenIsIssuedForLongerOrShorterThanTheSettingAllows(String lifetime) {
    assertFails(
        ExitStatus.USAGE,
        "--expires must be a duration from 1m to 366d",
        "--subject",
        "ada",
        "--expires",
        lifetime);
  }

  @Test
  void theLongestAndTheShortestLifetimeAreIssued() throws Exception {
    assertThat(verify(run("--subject", "ada", "--expires", "366d").strip()).expiry())
        .isEqualTo(SettableClock.BEGIN.plus(Duration.ofDays(366)));
    assertThat(verify(run("--subject", "ada", "--expires", "1m").strip()).expiry())
        .isEqualTo(SettableClock.BEGIN.plus(Duration.ofMinutes(1)));
  }

  @Test
  void programsGetJson() throws Exception {
    JsonNode made =
        StrictJson.parse(
            run("--subject", "ada", "--role", "author", "--team", "red", "--format", "json"));
    assertThat(made.fieldNames())
        .toIterable()
        .containsExactly("token", "jti", "subject", "roles", "team", "expires");
    assertThat(verify(made.path("token").textValue()).caller().subject()).isEqualTo("ada");
    assertThat(made.path("roles").toString()).isEqualTo("[\"author\"]");
    assertThat(run("revoke", "--subject", "ada", "--format", "json"))
        .isEqualToIgnoringNewLines("{\"revoked\":{\"subject\":\"ada\"}}");
  }

  @Test
  void withoutASecretThereIsNothingToSignWith() {
    settings.useSecret(new io.workrail.configuration.Secret(""));
    assertFails(ExitStatus.FAULT, "JWT_SECRET", "--subject", "ada");
  }

  private void assertFails(ExitStatus status, String reason, String... arguments) {
    CommandRun failed = call(arguments);
    assertThat(failed.status()).isEqualTo(status);
    assertThat(failed.err()).contains(reason);
  }

  private List<Revocation> revocations() {
    Database database = TestDatabase.sqlite(data);
    try {
      return new JdbiRevocationStore(database).listSince(Instant.EPOCH);
    } finally {
      database.stop();
    }
  }

  private VerifiedToken verify(String token) throws InvalidCredentialException {
    KeyRing keys =
        new KeyRing(
            List.of(new VerificationKey.Shared(Keys.hmacShaKeyFor(SigningKeys.SECRET.reveal()))),
            new KeyRing.Fixed(List.of()));
    return new TokenVerifier(keys, new Audience(Optional.empty(), Optional.empty()), clock)
        .verify(token);
  }

  private String run(String... arguments) {
    return call(arguments).out();
  }

  private CommandRun call(String... arguments) {
    TokenCommand command =
        new TokenCommand(
            new TokenCommand.Sources(
                (bootstrap, parsed) -> settings,
                (bootstrap, parsed) -> new AuditConfiguration().forCommand(data, clock),
                (bootstrap, parsed) -> TestDatabase.sqlite(data)),
            clock);
    return CommandRun.of(command, arguments);
  }
}
