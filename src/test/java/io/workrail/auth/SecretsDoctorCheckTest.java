package io.workrail.auth;

import static io.workrail.doctor.Finding.Verdict.FAIL;
import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsDoctorCheckTest {
  private static final List<String> WEAK = List.of("JWT_SECRET is too easy to guess");

  @TempDir Path data;

  @Test
  void strongSecretsAreFine() {
    assertThat(check(false, List.of(), true, List.of()).verdict()).isEqualTo(OK);
  }

  @Test
  void weakOnesStopProductionAndAreToldBefore() {
    assertThat(check(false, WEAK, true, List.of()).verdict()).isEqualTo(FAIL);
    Finding early = check(false, WEAK, false, List.of());
    assertThat(early.verdict()).isEqualTo(WARN);
    assertThat(early.mend()).contains("production would not start");
  }

  @Test
  void aFileThatOthersReadIsTold() {
    Finding found = check(false, List.of(), true, List.of("The file /x can be read by every user"));
    assertThat(found.verdict()).isEqualTo(WARN);
    assertThat(found.message()).contains("/x");
  }

  @Test
  void theSecretOfDevelopmentIsNamedAndNotMade() throws IOException {
    assertThat(check(true, List.of(), false, List.of()).message()).startsWith("none yet");
    assertThat(data.resolve("secrets")).doesNotExist();
    new DevelopmentSecret(data).obtain();
    assertThat(check(true, List.of(), false, List.of()).message())
        .isEqualTo("the secret of development, " + data.resolve("secrets/jwt"));
    Files.delete(data.resolve("secrets/jwt"));
    Files.createDirectory(data.resolve("secrets/jwt"));
    assertThat(check(true, List.of(), false, List.of()).verdict()).as("unreadable").isEqualTo(WARN);
  }

  @Test
  void aMissingOneStopsProductionAndHidesNoWeakOne() {
    assertThat(check(true, List.of(), true, List.of()))
        .satisfies(found -> assertThat(found.verdict()).isEqualTo(FAIL))
        .satisfies(found -> assertThat(found.message()).contains("production needs JWT_SECRET"));
    Finding weakKey = check(true, List.of("API_KEY is too easy to guess"), false, List.of());
    assertThat(weakKey.verdict()).isEqualTo(WARN);
    assertThat(weakKey.message()).contains("API_KEY is too easy to guess");
  }

  private Finding check(
      boolean none, List<String> weaknesses, boolean production, List<String> places) {
    return new SecretsDoctorCheck(
            none ? Optional.of("production needs JWT_SECRET") : Optional.empty(),
            weaknesses,
            production,
            new DevelopmentSecret(data),
            places)
        .examine();
  }
}
