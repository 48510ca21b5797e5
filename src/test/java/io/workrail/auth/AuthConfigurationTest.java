package io.workrail.auth;

import static io.workrail.auth.SigningKeys.RSA;
import static io.workrail.auth.SigningKeys.SECRET_TEXT;
import static io.workrail.auth.SigningKeys.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationValidationException;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.SecretSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthConfigurationTest {
  private static final String OTHER = "jwt: {secret: %s, secretPrevious: %s}";

  @TempDir Path folder;

  @Test
  void nothingIsConfiguredByDefault() throws Exception {
    AuthConfiguration settings = read("{}");
    assertThat(settings.secret().isEmpty()).isTrue();
    assertThat(settings.tokenLifetime()).hasHours(24);
    assertThat(settings.missing()).asString().contains("JWT_SECRET", "openssl");
  }

  @Test
  void aStrongSecretIsEnoughForProduction() throws Exception {
    AuthConfiguration settings = read("jwt: {secret: %s}".formatted(SECRET_TEXT));
    assertThat(settings.missing()).isEmpty();
    assertThat(weaknesses(settings)).isEmpty();
  }

  @Test
  void aPublicKeyIsEnoughForProduction() throws Exception {
    Path file = Files.writeString(folder.resolve("key.pem"), pem(RSA.getPublic()));
    assertThat(read("jwt: {publicKey: %s}".formatted(file)).missing()).isEmpty();
  }

  @Test
  void productionRefusesEveryWeakSecret() throws Exception {
    String weak = "change-me-".repeat(4);
    assertThat(weaknesses(read("jwt: {secret: %s}".formatted(weak)))).hasSize(1);
    assertThat(weaknesses(read(OTHER.formatted(SECRET_TEXT, weak))))
        .singleElement()
        .asString()
        .startsWith("security.jwt.secretPrevious (JWT_SECRET_PREVIOUS)");
    assertThat(weaknesses(read("{jwt: {secret: %1$s}, apiKey: {key: %1$sx}}".formatted(weak))))
        .as("all at once")
        .hasSize(2);
  }

  private static List<ConfigurationProblem> weaknesses(AuthConfiguration settings) {
    return settings.weaknesses(List.of(), List.of());
  }

  @Test
  void badSettingsAreNamedAllAtOnceWithoutTheirValues() {
    assertRefused(
        """
        jwt:
          secret: short-one
          secretPrevious: short-two
          expiresIn: 0s
          publicKey: /no/such/key.pem
          jwks: http://id.example/jwks
        apiKey: {key: short}
        """,
        "JWT_SECRET)",
        "JWT_SECRET_PREVIOUS",
        "JWT_EXPIRES_IN",
        "(JWT_PUBLIC_KEY) names a file that cannot be read",
        "(JWT_JWKS) must be a path or an https address",
        "must not both be set",
        "API_KEY");
  }

  @Test
  void aPreviousSecretAloneIsRefused() {
    assertRefused("jwt: {secretPrevious: %s}".formatted(SECRET_TEXT), "JWT_SECRET_PREVIOUS");
  }

  @Test
  void aFileThatIsNoKeySetIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("jwks.json"), "{\"keys\":{}}");
    assertRefused("jwt: {jwks: %s}".formatted(file), "(JWT_JWKS) is not a JSON Web Key Set");
    assertRefused("jwt: {jwks: /no/such/file}", "(JWT_JWKS) names a file that cannot be read");
  }

  private static void assertRefused(String yaml, String... reasons) {
    assertThatExceptionOfType(ConfigurationValidationException.class)
        .isThrownBy(() -> read(yaml))
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage())
                    .contains(reasons)
                    .doesNotContain("short-one", "short-two", SECRET_TEXT));
  }

  private static AuthConfiguration read(String yaml) throws IOException, ConfigurationException {
    ObjectMapper mapper =
        Jackson.newObjectMapper().registerModule(new SecretSource(Map.of()).module());
    return new YamlConfigurationFactory<>(
            AuthConfiguration.class, Validators.newValidator(), mapper, "dw-of-no-test")
        .build(
            path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "config.yml");
  }
}
