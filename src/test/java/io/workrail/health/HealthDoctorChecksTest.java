package io.workrail.health;

import static io.workrail.doctor.Finding.Verdict.FAIL;
import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.workrail.doctor.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthDoctorChecksTest {
  private static final long GIBIBYTE = 1024L * 1024 * 1024;
  private static final long MEBIBYTE = 1024L * 1024;

  @Test
  void theDiskIsJudgedByTheRuleOfHealthAndBeforeIt() {
    assertThat(disk(folder -> 10 * GIBIBYTE).verdict()).isEqualTo(OK);
    Finding nearly = disk(folder -> 3 * GIBIBYTE / 2);
    assertThat(nearly.verdict()).isEqualTo(WARN);
    assertThat(nearly.message()).contains("1.5 GiB free", "turns red below 1 GiB");
    Finding full = disk(folder -> MEBIBYTE);
    assertThat(full.verdict()).isEqualTo(FAIL);
    assertThat(full.message()).contains("1 MiB free", "at least 1 GiB is needed", "delete");
    assertThat(
            disk(folder -> {
                  throw new IOException("gone");
                })
                .verdict())
        .isEqualTo(FAIL);
  }

  @Test
  void aFolderThatCannotBeHasNoRoomThatCouldBeMade() {
    Finding found =
        new DiskDoctorCheck(
                List.of(Path.of("/"), Path.of("/proc/nope")), GIBIBYTE, folder -> 10 * GIBIBYTE)
            .examine();
    assertThat(found.verdict()).isEqualTo(FAIL);
    assertThat(found.message())
        .contains("nothing can be kept below /proc/nope: /proc shows", "10 GiB free below /");
    assertThat(found.mend()).isEqualTo("correct DATA_DIR or LOG_DIR");
  }

  private static Finding disk(DiskHealthCheck.FreeSpace freeSpace) {
    return new DiskDoctorCheck(List.of(Path.of("/")), GIBIBYTE, freeSpace).examine();
  }

  @Test
  void theHeapHasToFitIntoTheMachine() {
    assertThat(memory(Optional.empty(), GIBIBYTE).verdict()).isEqualTo(OK);
    assertThat(memory(Optional.of(100 * MEBIBYTE), GIBIBYTE).verdict()).isEqualTo(OK);
    assertThat(memory(Optional.of(700 * MEBIBYTE), GIBIBYTE).verdict()).isEqualTo(WARN);
    Finding tooLarge = memory(Optional.of(2 * GIBIBYTE), GIBIBYTE);
    assertThat(tooLarge.verdict()).isEqualTo(FAIL);
    assertThat(tooLarge.message()).contains("2 GiB", "does not fit");
    assertThat(tooLarge.mend()).contains("lower MEMORY_LIMIT");
    assertThat(memory(Optional.of(16 * MEBIBYTE), GIBIBYTE).message()).contains("too little");
  }

  @Test
  void aRunningServerWithAnotherHeapThanItsLimitIsTold() throws Exception {
    String metrics = "# TYPE x\njvm_memory_max_bytes{area=\"heap\"} 1.01384192E8\n";
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, metrics.length());
          exchange.getResponseBody().write(metrics.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    URI operations = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try {
      assertThat(heap(Optional.empty(), operations)).allMatch(one -> one.verdict() == OK);
      assertThat(heap(Optional.of(100_000_000L), operations)).allMatch(one -> one.verdict() == OK);
      assertThat(heap(Optional.of(200 * MEBIBYTE), operations))
          .singleElement()
          .satisfies(found -> assertThat(found.verdict()).isEqualTo(WARN))
          .satisfies(
              found ->
                  assertThat(found.message())
                      .isEqualTo(
                          "the running server has a heap of 96.7 MiB, MEMORY_LIMIT is 200 MiB"));
    } finally {
      server.stop(0);
    }
    assertThat(heap(Optional.of(200 * MEBIBYTE), operations)).as("nobody to ask").isEmpty();
  }

  private static List<Finding> heap(Optional<Long> limit, URI operations) {
    return new RunningHeapDoctorCheck(limit, operations).examineAll();
  }

  private static Finding memory(Optional<Long> limit, long machine) {
    return new MemoryDoctorCheck(limit, machine).examine();
  }
}
