package io.workrail.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.NamedSecret;
import io.workrail.configuration.Secret;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeakSecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "your-secret-key",
        "your-256-bit-secret-your-256-bit-secret",
        "YOUR-SECRET-KEY-YOUR-SECRET-KEY-123456",
        "your-api-key",
        "please-Change-Me-before-production-7Hq",
        "changeme-changeme-changeme-changeme-1",
        "an-example-secret-q8Zr2LkP0vX7sT4nB9mW",
        "placeholder-q8Zr2LkP0vX7sT4nB9mW1cY6",
        "<your own secret, q8Zr2LkP0vX7sT4nB9mW>",
        "test-secret-test-secret-test-secret-1",
        "development-secret-0123456789-abcdefg"
      })
  void examplesAreRefused(String text) {
    assertThat(find("JWT_SECRET", text))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).startsWith("JWT_SECRET").doesNotContain(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabcabcabcabcabcabcabcabcabc",
        "0123456789012345678901234567890123456789",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmn",
        "passwordpasswordpasswordpassword12345678",
        "qwertyuiopasdfghjklqwertyuiopasdfghjkl12",
        "aaaaaaaaaaaaaaaaaaaa",
        "11112222333344445555666677778888",
        "9876543210987654321098765432109876543210",
        "password12345678password12345678xx",
        "MyS3cretPasswordMyS3cretPasswordMyS3cret",
        "workrail-production-secret-workrail-2026",
        "super-secret-jwt-token-super-secret-jwt-token",
        "secretsecretsecretsecretsecretsecret",
        "admin1234admin1234admin1234admin1234",
        "xK9xK9xK9xK9xK9xK9xK9xK9xK9xK9xK9xK9"
      })
  void whatCanBeGuessedIsRefused(String text) {
    assertThat(find("API_KEY", text))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).startsWith("API_KEY").doesNotContain(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "correct horse battery staple and 7 more words of mine",
        "dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCwganVzdCBiYXNlNjQu"
      })
  void strongSecretsPass(String text) {
    assertThat(find("JWT_SECRET", text)).isEmpty();
  }

  /** Whatever openssl rand, and others, make in the lengths that are allowed. */
  @ParameterizedTest
  @ValueSource(ints = {16, 20, 22, 24, 32, 43, 44, 64, 86, 88, 128, 256})
  void noRandomSecretIsRefused(int length) {
    Random random = new Random(length);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      for (String text :
          List.of(
              HexFormat.of().formatHex(bytes),
              HexFormat.of().withUpperCase().formatHex(bytes),
              Base64.getEncoder().encodeToString(bytes),
              Base64.getUrlEncoder().encodeToString(bytes))) {
        assertThat(find("API_KEY", text.substring(0, length))).as(text).isEmpty();
      }
    }
  }

  @Test
  void twoThatAreTheSameAreNamedBothAndNotShown() {
    NamedSecret signing = named("JWT_SECRET", "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA");
    NamedSecret before = named("JWT_SECRET_PREVIOUS", "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA");
    NamedSecret other = named("API_KEY", "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dB");
    assertThat(WeakSecrets.problems(List.of(signing, before, other), List.of()))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.variables())
                    .containsExactly("JWT_SECRET", "JWT_SECRET_PREVIOUS"))
        .asString()
        .contains("key of JWT_SECRET", "key of JWT_SECRET_PREVIOUS", "openssl rand -base64 48")
        .doesNotContain("q8Zr2");
    assertThat(WeakSecrets.problems(List.of(named("A", ""), named("B", "")), List.of())).isEmpty();
  }

  @Test
  void aSecretThatSomebodyElseChoseIsOnlyComparedWithTheRest() {
    NamedSecret easy = named("DATABASE_PASSWORD", "workrail");
    assertThat(WeakSecrets.problems(List.of(), List.of(easy))).isEmpty();
    NamedSecret strong = named("DATABASE_PASSWORD", "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA");
    NamedSecret signing = named("JWT_SECRET", "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA");
    assertThat(WeakSecrets.problems(List.of(signing), List.of(strong))).hasSize(1);
  }

  private static Optional<String> find(String variable, String text) {
    return WeakSecrets.problems(List.of(named(variable, text)), List.of()).stream()
        .map(ConfigurationProblem::message)
        .findFirst();
  }

  private static NamedSecret named(String variable, String text) {
    return new NamedSecret("key of " + variable, variable, new Secret(text));
  }

  @Test
  void noSecretIsNotWeak() {
    assertThat(find("API_KEY", "")).isEmpty();
  }
}
