package io.workrail.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.configuration.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Path archive;

  @BeforeEach
  void makeAnArchiveWithAHostileName() throws Exception {
    archive = Files.writeString(folder.resolve("a b;$(touch broken)`id`'\".tar.gz"), "content");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cp {} to", "cp '{}' to", "cp \"{}\" to", "cat {} > to"})
  void thePathIsNeverCode(String command) throws Exception {
    Path copy = folder.resolve("copy");

    upload(command.replace("to", copy.toString()), PATIENCE).send(archive);

    assertThat(copy).hasContent("content");
    assertThat(folder.resolve("broken")).doesNotExist();
  }

  @Test
  void aFailureTellsTheLastLinesAndWhichVariableToMend() {
    Upload upload = upload("seq 1 5000; echo no such bucket >&2; exit 3 # {}", PATIENCE);

    assertThatThrownBy(() -> upload.send(archive))
        .hasMessageStartingWith("BACKUP_UPLOAD_COMMAND ended with status 3: ")
        .hasMessageEndingWith("| 5000 | no such bucket")
        .message()
        .hasSizeLessThan(500);
  }

  @Test
  void aCommandThatHangsIsEnded() {
    Upload upload = upload("sleep 600; : {}", Duration.ofMillis(200));

    assertThatThrownBy(() -> upload.send(archive)).hasMessageContaining("did not end within");
    assertThat(ProcessHandle.current().descendants().filter(UploadTest::isSleep)).isEmpty();
  }

  @Test
  void aStopEndsIt() {
    Upload upload = upload("sleep 600; : {}", PATIENCE);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> upload.send(archive)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void aCommandWithoutAPlaceForTheArchiveIsNoCommand() {
    assertThat(Upload.isUnderstood(new Secret("aws s3 sync . s3://bucket"))).isFalse();
    assertThat(Upload.isUnderstood(new Secret(""))).isTrue();
    assertThat(upload("", PATIENCE).isWanted()).isFalse();
  }

  private static boolean isSleep(ProcessHandle process) {
    return process.isAlive() && process.info().commandLine().orElse("").contains("sleep 600");
  }

  private static Upload upload(String command, Duration patience) {
    return new Upload(new Secret(command), patience);
  }
}
