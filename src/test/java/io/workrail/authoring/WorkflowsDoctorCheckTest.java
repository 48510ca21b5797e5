package io.workrail.authoring;

import static io.workrail.doctor.Finding.Verdict.FAIL;
import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowsDoctorCheckTest {
  private static final Path RELEASE = Path.of("workflows");

  @TempDir Path data;

  @Test
  void documentsThatAreServedAreCounted() {
    Finding found = check(RELEASE);
    assertThat(found.verdict()).as(found.toString()).isEqualTo(OK);
    assertThat(found.message()).contains("11 documents of your own");
  }

  @Test
  void aFolderThatTheStartMakesIsFineAndIsNotMade() {
    assertThat(check(data.resolve("workflows")).verdict()).isEqualTo(OK);
    assertThat(data.resolve("workflows")).doesNotExist();
  }

  @Test
  void anotherFolderThatIsNotThereFails() {
    Finding found = check(Path.of("/no/such/folder"), RELEASE);
    assertThat(found.verdict()).isEqualTo(FAIL);
    assertThat(found.toString()).contains("/no/such/folder", "WORKFLOW_STORAGE_PATH");
  }

  @Test
  void aBadDocumentIsAWarningWithTheCommandThatTellsAll() throws IOException {
    Files.writeString(data.resolve("bad.json"), "{");
    Finding found = check(data);
    assertThat(found.verdict()).isEqualTo(WARN);
    assertThat(found.message()).contains("bad.json", "not served as it stands");
    assertThat(found.mend()).isEqualTo("workrail validate-workflows " + data);
  }

  private Finding check(Path... folders) {
    return new WorkflowsDoctorCheck(List.of(folders), data).examine();
  }
}
