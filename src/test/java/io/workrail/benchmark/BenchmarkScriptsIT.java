package io.workrail.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.auth.Role;
import io.workrail.benchmark.server.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts as a person calls them, on the packaged jar. */
class BenchmarkScriptsIT {
  @TempDir Path folder;

  private record Ended(int status, String out, String err) {}

  /** The jar of this build is the newest there is; a script must not build again beneath it. */
  @BeforeAll
  static void markTheJarAsNew() throws IOException {
    Files.setLastModifiedTime(WorkRailServer.jar(), FileTime.from(Clock.systemUTC().instant()));
  }

  @Test
  void loadTestCountsAndTellsErrors() throws Exception {
    try (WorkRailServer server = WorkRailServer.start(new Workspace("it-load"), "server")) {
      String url = server.process().address().toString();
      String pid = String.valueOf(server.process().pid());
      String[] small = {"--clients", "3", "--seconds", "1"};

      Ended good = run("load-test", url, server.token("it", Role.AGENT), small, "--pid", pid);
      assertThat(good.status()).as(good.err()).isZero();
      assertThat(good.out()).contains("| workflow_next ", "| all ", "µs of processor time");

      Ended refused = run("load-test", url + "/mcp", "wrong", small);
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err()).contains("HTTP 401").doesNotContain("\tat ");
    }
    Ended nobody = run("load-test", "http://127.0.0.1:1", "token", "--seconds", "1");
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.err()).contains("no connection");
  }

  @Test
  void loadTestNamesWrongUsage() throws Exception {
    assertThat(run("load-test").status()).isEqualTo(2);
    assertThat(run("load-test", "nonsense", "token").err()).contains("is no address");
    assertThat(run("load-test", "http://127.0.0.1:1", "t", "--clients", "0").status()).isEqualTo(2);
    assertThat(run("benchmark", "no-such-thing").err()).contains("workflow-next");
  }

  @Test
  void benchmarkPrintsATableAndKeepsItsLimits() throws Exception {
    assertThat(run("benchmark", "--list").out()).contains("workflow-next", "soak");

    String[] brief = {"--rounds", "1", "--seconds", "1", "--warm-up", "0", "--clients", "2"};
    Ended measured = run("benchmark", "workflow-next", brief);

    assertThat(measured.status()).as(measured.err()).isZero();
    assertThat(measured.out())
        .contains("Machine: ", "| echo (minimal Dropwizard) ", "| workflow_next ")
        .contains("met: no request fails");
  }

  private Ended run(String script, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("scripts/" + script));
    for (Object argument : arguments) {
      command.addAll(argument instanceof String[] many ? List.of(many) : List.of("" + argument));
    }
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("WORKRAIL_TOKEN");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out, Files.readString(err));
  }
}
