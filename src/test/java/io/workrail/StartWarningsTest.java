package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.doctor.Finding;
import io.workrail.outage.LogRecorder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What other machines reach is told the same way by the log, the check and the doctor. */
class StartWarningsTest {
  private static final Map<String, String> OPEN = Map.of("ADMIN_HOST", "0.0.0.0");
  private static final String OPERATIONS =
      "the operations port is reachable from other machines, and /metrics, /threads and /healthcheck"
          + " need no token there";

  @Test
  void whatListensOnThisMachineOnlyIsNotTold() throws Exception {
    Finding found = examine(Map.of());
    assertThat(found.verdict()).isEqualTo(Finding.Verdict.OK);
    try (LogRecorder log = new LogRecorder(StartWarnings.class)) {
      StartWarnings.log(ConfigurationProblemsTest.shipped(Map.of()));
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void anOpenOperationsPortIsToldTheLogOnce() throws Exception {
    try (LogRecorder log = new LogRecorder(StartWarnings.class)) {
      StartWarnings.log(ConfigurationProblemsTest.shipped(OPEN));
      assertThat(log.lines()).containsExactly(OPERATIONS + "; set ADMIN_HOST=127.0.0.1");
    }
  }

  @Test
  void theDoctorSaysHowToMendIt() throws Exception {
    assertThat(examine(OPEN)).isEqualTo(Finding.warn(OPERATIONS, "set ADMIN_HOST=127.0.0.1"));
    assertThat(examine(Map.of("HOST", "0.0.0.0")).message()).contains("a development server");
    Map<String, String> plain =
        Map.of("WORKRAIL_ENV", "production", "JWT_SECRET", "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA");
    assertThat(examine(plain).message()).isEqualTo("tokens travel unencrypted");
  }

  private static Finding examine(Map<String, String> variables) throws Exception {
    return new ExposureDoctorCheck(new StartWarnings(ConfigurationProblemsTest.shipped(variables)))
        .examine();
  }
}
