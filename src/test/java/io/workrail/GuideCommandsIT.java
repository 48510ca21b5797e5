package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands that the README puts in the place of those of the deployment guide, as they stand
 * there, against a server of the packaged jar. What needs a terminal, root or another tool is left
 * to the reader; what takes minutes has a test of its own.
 */
class GuideCommandsIT {
  /** They show for as long as one looks, or belong to the machine and not to WorkRail. */
  private static final List<String> FOR_PEOPLE =
      List.of("tail -f", "tcpdump", "lsof", "iostat", "top", "df -h", "ls -la", "ps aux");

  /** BenchmarkScriptsIT runs the first two; the third would build a release inside of a build. */
  private static final List<String> RUN_ELSEWHERE =
      List.of("scripts/benchmark", "scripts/load-test", "scripts/start");

  private static final List<String> NO_COMMANDS =
      List.of("-Xmx", "MEMORY_LIMIT", "METRICS_ENABLED", "lib/", "workrail doctor");

  @TempDir static Path folder;
  private static PackagedServer server;

  @BeforeAll
  static void start() throws Exception {
    Path workflows = Files.createDirectory(folder.resolve("workflows"));
    Files.copy(Path.of("workflows/code-review.json"), workflows.resolve("mine.json"));
    server = PackagedServer.start(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<String> commands() throws IOException {
    return rows().stream()
        .flatMap(row -> Stream.of(row.split("(?<!\\\\)\\|", -1)[2].split("`", -1)))
        .map(text -> text.replace("\\|", "|"))
        .filter(text -> text.matches("(java|jcmd|curl|scripts/|grep).*"))
        .filter(text -> RUN_ELSEWHERE.stream().noneMatch(text::startsWith))
        .filter(text -> !text.contains(" server config.yml"));
  }

  private static List<String> rows() throws IOException {
    return Files.readString(Path.of("README.md"))
        .lines()
        .dropWhile(line -> !line.startsWith("| The guide says"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theCommandWorksAsItStandsThere(String command) throws Exception {
    assertThat(run(here(command))).as(command).isZero();
  }

  static Stream<String> commandsForTheNight() throws IOException {
    String section = Files.readString(Path.of("README.md")).split("\n### When /ready is 503")[1];
    return section
        .lines()
        .takeWhile(line -> !line.startsWith("No restart is needed"))
        .flatMap(
            line ->
                line.startsWith("|")
                    ? Stream.of(line.split("\\|", -1)[2].split("`", -1))
                    : Stream.of(line))
        .filter(text -> text.matches("(java|curl|fuser|tail|ls|df) .*"));
  }

  /** Names of the machine's own tools and of the service are for people; the rest is run here. */
  @ParameterizedTest
  @MethodSource("commandsForTheNight")
  void whatToDoWhenReadyIs503WorksAsItStandsThere(String command) throws Exception {
    assumeThat(run("command -v " + command.split(" ", -1)[0])).as("installed").isZero();
    assertThat(run(forDoctor(here(command)))).as(command).isZero();
  }

  /** The doctor looks at this server and its configuration, as it does beside the reader's. */
  private static String forDoctor(String command) {
    return command.contains(" doctor") || command.contains("validate-workflows")
        ? "DATA_DIR=%s LOG_DIR=%s PORT=%d ADMIN_PORT=%d JWT_SECRET=%s MIN_FREE_DISK=1MiB %s"
            .formatted(
                folder,
                server.logs(),
                server.port(),
                server.adminPort(),
                HttpFixture.SECRET,
                command)
        : command;
  }

  /** {@code same} stands for the guide's own command. */
  @Test
  void logsAndHealthAreFoundByTheGuidesOwnCommands() throws Exception {
    for (String line :
        List.of("curl -v http://localhost:3000/health", "grep -c timestamp logs/combined.log")) {
      assertThat(run(here(line))).as(line).isZero();
    }
  }

  @Test
  void collectionsAreLoggedWithTheFlagOfTheTable() throws Exception {
    assertThat(rows()).anyMatch(row -> row.contains("java -Xlog:gc -jar target/workrail.jar"));
    String check = "java -Xlog:gc -Xmx32m -jar target/workrail.jar check config.yml";
    assertThat(run(here(check) + " | grep -q 'GC('")).isZero();
  }

  @Test
  void everyRowOfTheTableIsRunHereOrForPeople() throws IOException {
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(21);
    List<String> known =
        Stream.of(
                FOR_PEOPLE, RUN_ELSEWHERE, NO_COMMANDS, List.of("java", "jcmd", "curl", "scripts"))
            .flatMap(List::stream)
            .toList();
    assertThat(rows())
        .allMatch(
            row ->
                row.split("(?<!\\\\)\\|", -1)[2].contains("the same")
                    || known.stream().anyMatch(row::contains));
  }

  /** The places of the README are those of this server. */
  private static String here(String command) {
    return command
        .replace("$(pgrep -f workrail.jar)", "" + server.process().pid())
        .replace("target/workrail.jar", System.getProperty("workrail.jar"))
        .replace("java ", System.getProperty("java.home") + "/bin/java ")
        .replace("jcmd ", System.getProperty("java.home") + "/bin/jcmd ")
        .replace(":3000", ":" + server.port())
        .replace(":3001", ":" + server.adminPort())
        .replace("data/workflows", folder.resolve("workflows").toString())
        .replace("data/workrail.db", folder.resolve("workrail.db").toString())
        .replace("ls -la data", "ls -la " + folder)
        .replace("> threads.txt", "> " + folder.resolve("threads.txt"))
        .replace("logs/", server.logs() + "/")
        .replace("/tmp/workrail", folder.resolve("workrail").toString())
        .replace("duration=60s", "duration=1s");
  }

  private static int run(String command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command);
    builder.environment().put("WORKRAIL_TOKEN", PackagedServer.token());
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    if (process.exitValue() != 0) {
      assertThat(new String(Files.readAllBytes(folder.resolve("output")), StandardCharsets.UTF_8))
          .as("output of %s", command)
          .isEmpty();
    }
    return process.exitValue();
  }
}
