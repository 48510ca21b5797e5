package io.workrail.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.configuration.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeakSecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "your-secret-key",
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
    assertThat(WeakSecrets.find("JWT_SECRET", new Secret(text)))
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
        "qwertyuiopasdfghjklqwertyuiopasdfghjkl12"
      })
  void whatCanBeGuessedIsRefused(String text) {
    assertThat(WeakSecrets.find("API_KEY", new Secret(text)))
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
    assertThat(WeakSecrets.find("JWT_SECRET", new Secret(text))).isEmpty();
  }

  @Test
  void noSecretIsNotWeak() {
    assertThat(WeakSecrets.find("API_KEY", new Secret(""))).isEmpty();
  }
}
