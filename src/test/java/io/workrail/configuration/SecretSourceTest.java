package io.workrail.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourceTest {
  private static final String TEXT = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";

  @TempDir Path folder;

  private record Holder(@JsonProperty Secret secret) {}

  @Test
  void readsTheVariable() {
    assertThat(source(Map.of("JWT_SECRET", TEXT)).find("JWT_SECRET")).contains(new Secret(TEXT));
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    SecretSource source = source(Map.of("JWT_SECRET", "", "JWT_SECRET_FILE", " "));
    assertThat(source.find("JWT_SECRET")).isEmpty();
  }

  @Test
  void readsTheFileThatAVariableNames() throws IOException {
    SecretSource source = source(Map.of("API_KEY_FILE", file("key", "rw-------").toString()));
    assertThat(source.find("API_KEY")).contains(new Secret(TEXT));
    assertThat(source.warnings()).isEmpty();
  }

  @Test
  void readsACredentialOfSystemdUnderBothNames() throws IOException {
    file("jwt-secret-previous", "r--------");
    file("DATABASE_PASSWORD", "r--------");
    SecretSource source = source(Map.of("CREDENTIALS_DIRECTORY", folder.toString()));
    assertThat(source.find("JWT_SECRET_PREVIOUS")).contains(new Secret(TEXT));
    assertThat(source.find("DATABASE_PASSWORD")).contains(new Secret(TEXT));
    assertThat(source.find("JWT_SECRET")).isEmpty();
  }

  /** A unit needs a stand-in for a file that is not there, and it cannot be empty. */
  @Test
  void aBlankCredentialCountsAsNotSet() throws IOException {
    Files.writeString(folder.resolve("jwt-secret"), "\n");
    Map<String, String> variables =
        Map.of("CREDENTIALS_DIRECTORY", folder.toString(), "JWT_SECRET", TEXT);
    assertThat(source(variables).find("JWT_SECRET")).contains(new Secret(TEXT));
    assertThat(source(variables).find("API_KEY")).isEmpty();
  }

  @Test
  void twoPlacesForOneSecretAreRefusedByName() throws IOException {
    String path = file("jwt-secret", "rw-------").toString();
    SecretSource source =
        source(
            Map.of(
                "JWT_SECRET", TEXT,
                "JWT_SECRET_FILE", path,
                "CREDENTIALS_DIRECTORY", folder.toString()));
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> source.find("JWT_SECRET"))
        .withMessage(
            "JWT_SECRET comes from more than one place (JWT_SECRET and JWT_SECRET_FILE and"
                + " credential jwt-secret); leave one and remove the others");
  }

  @Test
  void warnsOfAFileThatEverybodyReads() throws IOException {
    SecretSource source = source(Map.of("API_KEY_FILE", file("key", "rw-r--r--").toString()));
    assertThat(source.find("API_KEY")).isPresent();
    assertThat(source.warnings())
        .singleElement()
        .asString()
        .contains("API_KEY_FILE", "chmod 600")
        .doesNotContain(TEXT);
  }

  @Test
  void refusesAFileThatIsMissingEmptyOrHuge() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    Path huge = Files.writeString(folder.resolve("huge"), "x".repeat(70_000));
    assertRefused(folder.resolve("nowhere"), "cannot be read");
    assertRefused(folder, "cannot be read");
    assertRefused(empty, "is empty");
    assertRefused(huge, "is longer than");
  }

  @Test
  void aConfigurationTextHoldsAReferenceOnly() throws IOException {
    // Characters that would break YAML, or name another variable.
    String wild = "@&*: \"${HOME}\\ \u0007 #" + TEXT;
    SecretSource source = source(Map.of("JWT_SECRET", wild));
    String text =
        new EnvironmentSubstitutor(Map.of("HOME", "/x"), source)
            .replace("secret: ${JWT_SECRET:-}\n");
    assertThat(text).doesNotContain(TEXT);
    assertThat(read(source, text).secret()).isEqualTo(new Secret(wild));
  }

  @Test
  void aSecretThatIsNotSetLeavesTheDefault() throws IOException {
    SecretSource source = source(Map.of());
    String text =
        new EnvironmentSubstitutor(Map.of(), source).replace("secret: \"${JWT_SECRET:-}\"\n");
    assertThat(read(source, text).secret().isEmpty()).isTrue();
  }

  @Test
  void aFieldThatIsNoTextIsRefusedWithoutItsValue() {
    assertThatThrownBy(() -> read(source(Map.of()), "secret: {a: " + TEXT + "}"))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("double quotes")
        .satisfies(
            failure ->
                assertThat(((JsonProcessingException) failure).getOriginalMessage())
                    .doesNotContain(TEXT));
  }

  @Test
  void aSecretDoesNotShowItself() {
    assertThat(new Secret(TEXT)).hasToString("<redacted>");
  }

  private void assertRefused(Path file, String reason) {
    SecretSource source = source(Map.of("JWT_SECRET_FILE", file.toString()));
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> source.find("JWT_SECRET"))
        .withMessageContaining(reason)
        .withMessageContaining("JWT_SECRET_FILE");
  }

  private static Holder read(SecretSource source, String yaml) throws IOException {
    return new ObjectMapper(new YAMLFactory())
        .registerModule(source.module())
        .readValue(yaml, Holder.class);
  }

  private static SecretSource source(Map<String, String> environment) {
    return new SecretSource(environment);
  }

  private Path file(String name, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), TEXT + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }
}
