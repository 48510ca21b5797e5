package io.workrail.telemetry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that sums up a log. */
class AnalyzeLogsTest {
  @TempDir Path folder;

  private record Ended(int status, String out) {}

  @Test
  void sumsUpCallsAndErrors() throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("combined.log"),
            call("tools/call", "workflow_next", "ok", 2.5)
                + call("tools/call", "workflow_next", "tool_error", 7.5)
                + call("ping", "", "ok", 0.25)
                + call("other", "", "refused", 0.1)
                + line("ERROR", "a.B", "Job 17 \\\"x\\\" failed under 1f-2e-3d-4c-5b")
                + line("ERROR", "a.B", "Job 18 \\\"x\\\" failed under aa-bb-cc-dd-ee")
                + line("INFO", "a.B", "looks like \\\"status\\\":\\\"error\\\"")
                + "\tat not.json\n");
    Ended ended = run(log.toString());
    assertThat(ended.status()).as(ended.out()).isZero();
    assertThat(ended.out())
        .contains("7 lines from 2026-11-24T03:00:00.000Z to 2026-11-24T03:00:00.000Z")
        .containsPattern("ERROR +2\n")
        .containsPattern("not JSON +1\n")
        .contains("Calls by status: 4")
        .containsPattern("ok +2 +50\\.0 %")
        .containsPattern("tool_error +1 +25\\.0 %")
        .containsPattern("refused +1 +25\\.0 %")
        .containsPattern("Refused calls by HTTP status and reason:\n +1 401 expired\n")
        .containsPattern("tools/call workflow_next +2 +5\\.00 +2\\.50 +7\\.50 +7\\.50")
        .containsPattern("Slowest calls:\n +7\\.50 ms")
        .containsPattern("2 ERROR\ta\\.B: Job N .* failed under <id>");
    assertThat(ended.out()).doesNotContain("  other ").doesNotContain(" 0.10 ms");
    assertThat(ended.out().indexOf("tools/call")).isLessThan(ended.out().indexOf("  ping"));
  }

  @Test
  void readsPackedFilesOfTheDaysBefore() throws Exception {
    Path packed = folder.resolve("combined-2026-11-23.0.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(call("ping", "", "ok", 1).getBytes(UTF_8));
    }
    Path log = Files.writeString(folder.resolve("combined.log"), call("ping", "", "ok", 1));
    assertThat(run(packed.toString(), log.toString()).out()).contains("Calls by status: 2");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertThat(run("--help").out()).startsWith("Usage: scripts/analyze-logs");
    assertThat(run(folder.resolve("nothing.log").toString()).status()).isEqualTo(1);
    assertThat(run("--no-such-option").status()).isEqualTo(2);
    assertThat(run("--top", "many").status()).isEqualTo(2);
    Path other = Files.writeString(folder.resolve("other.log"), "hello\n");
    Ended ended = run(other.toString());
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).contains("no line of the server");
  }

  private static String call(String method, String tool, String status, double duration) {
    return """
        {"timestamp":"2026-11-24T03:00:00.000Z","level":"INFO","logger":"io.workrail.calls",\
        "message":"Call","method":"%s",%s"status":"%s",%s"duration":%s,"requestId":"r",\
        "service":"workrail"}
        """
        .formatted(
            method,
            tool.isEmpty() ? "" : "\"tool\":\"%s\",".formatted(tool),
            status,
            status.equals("refused") ? "\"httpStatus\":401,\"reason\":\"expired\"," : "",
            duration);
  }

  private static String line(String level, String logger, String message) {
    return """
        {"timestamp":"2026-11-24T03:00:00.000Z","level":"%s","logger":"%s","message":"%s",\
        "service":"workrail"}
        """
        .formatted(level, logger, message);
  }

  private static Ended run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "scripts/analyze-logs"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out);
  }
}
