package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.configuration.SecretSource;
import io.workrail.configuration.Substitutions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the files of an installation together with {@code config.yml} and with each other. */
class InstallationFilesTest {
  private static final Path UNITS = Path.of("systemd");
  private static final Pattern SETTING = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=(.*)$");
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?m)^LoadCredential=([^:]+):/etc/workrail/credentials/(.+)$");

  /** What a server sets otherwise than a working place. */
  private static final Set<String> OF_A_SERVER =
      Set.of("WORKRAIL_ENV", "DATA_DIR", "LOG_DIR", "SHUTDOWN_NOTICE");

  /** Its default is that of the start script, which makes it the limit of the heap. */
  private static final String OF_THE_SCRIPT = "MEMORY_LIMIT";

  @Test
  void theExampleHasEveryVariableOnceWithItsDefault() throws IOException {
    Map<String, String> inFile =
        new TreeMap<>(Substitutions.in(Files.readString(Path.of("config.yml"))));
    Map<String, String> inExample = new TreeMap<>();
    SETTING
        .matcher(Files.readString(UNITS.resolve("workrail.env.example")))
        .results()
        .forEach(
            line ->
                assertThat(inExample.put(line.group(1), line.group(2)))
                    .as("a second line for %s", line.group(1))
                    .isNull());

    assertThat(inExample.keySet()).containsExactlyInAnyOrderElementsOf(inFile.keySet());
    assertThat(Files.readString(Path.of("scripts/workrail")))
        .contains("${%s:-%s}".formatted(OF_THE_SCRIPT, inExample.get(OF_THE_SCRIPT)));
    inFile.remove(OF_THE_SCRIPT);
    inFile.forEach(
        (name, value) -> {
          if (!value.contains("${") && !OF_A_SERVER.contains(name)) {
            assertThat(inExample.get(name)).as("default of %s", name).isEqualTo(value);
          }
        });
  }

  /** A service that works on first sight must not differ from what the example shows. */
  @Test
  void onlyWhatAServerSetsOtherwiseIsSet() throws IOException {
    Set<String> set =
        Files.readAllLines(UNITS.resolve("workrail.env.example")).stream()
            .filter(line -> line.matches("[A-Z].*"))
            .map(line -> line.substring(0, line.indexOf('=')))
            .collect(Collectors.toSet());
    assertThat(set).isEqualTo(OF_A_SERVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"workrail.service", "workrail-backup.service"})
  void everySecretComesAsACredential(String unit) throws IOException {
    String text = Files.readString(UNITS.resolve(unit));
    Set<String> names =
        CREDENTIAL
            .matcher(text)
            .results()
            .map(
                line -> {
                  assertThat(line.group(2)).isEqualTo(line.group(1));
                  // systemd refuses to start a service whose file is missing, without this.
                  assertThat(text).contains("SetCredential=" + line.group(1) + ":\\n\n");
                  return line.group(1).toUpperCase(Locale.ROOT).replace('-', '_');
                })
            .collect(Collectors.toSet());
    assertThat(names).isEqualTo(SecretSource.names());
  }

  /** What holds the server in holds its backup in. */
  @Test
  void serverAndBackupRunInTheSameSandbox() throws IOException {
    List<String> server = sandbox("workrail.service");
    assertThat(server).hasSizeGreaterThan(50).contains("User=workrail", "NoExecPaths=/");
    assertThat(sandbox("workrail-backup.service")).isEqualTo(server);
  }

  private static List<String> sandbox(String unit) throws IOException {
    return Files.readAllLines(UNITS.resolve(unit)).stream()
        .dropWhile(line -> !line.startsWith("User="))
        .takeWhile(line -> !line.startsWith("[Install]"))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
