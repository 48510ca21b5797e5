package io.workrail.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageHealthCheckTest {
  @TempDir Path data;

  @Test
  void aMissingFolderIsRedAndGreenAgainWhenItIsThere() throws Exception {
    Path folder = data.resolve("workflows");
    StorageHealthCheck check = new StorageHealthCheck(List.of(data, folder));
    Result missing = check.execute();
    assertThat(missing.isHealthy()).isFalse();
    assertThat(missing.getMessage())
        .contains(folder.toString(), "does not exist", "WORKFLOW_STORAGE_PATH");
    Files.createDirectory(folder);
    assertThat(check.execute().isHealthy()).isTrue();
  }

  @Test
  void aFileInItsPlaceIsRed() throws Exception {
    Path file = Files.writeString(data.resolve("workflows"), "");
    assertThat(new StorageHealthCheck(List.of(file)).execute().getMessage())
        .contains("is not a folder");
  }
}
