package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that a test starts must not outlive the test. */
class PackagedServerIT {
  @Test
  void aServerThatIsNotReadyInTimeIsStopped(@TempDir Path folder) throws Exception {
    PackagedServer server = PackagedServer.launch(folder, Map.of(), List.of());
    assertThatThrownBy(() -> server.awaitReady(Duration.ofMillis(1)))
        .hasMessageContaining("waiting until the server is ready");
    assertThat(server.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
