package io.workrail.health;

import static io.workrail.doctor.Finding.Verdict.FAIL;
import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.doctor.Finding;
import java.io.IOException;
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

  private static Finding memory(Optional<Long> limit, long machine) {
    return new MemoryDoctorCheck(limit, machine).examine();
  }
}
