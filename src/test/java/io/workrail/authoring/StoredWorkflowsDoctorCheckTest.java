package io.workrail.authoring;

import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.doctor.Finding;
import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredWorkflowsDoctorCheckTest {
  @TempDir Path folder;

  @Test
  void documentsInTheDatabaseAreCountedAndBadOnesNamed() throws Exception {
    store("code-review", Files.readString(Path.of("workflows/code-review.json")));
    Finding fine = examine();
    assertThat(fine.verdict()).as(fine.toString()).isEqualTo(OK);
    assertThat(fine.message()).contains("1 document in the database");
    store("bad", "{");
    Finding found = examine();
    assertThat(found.verdict()).isEqualTo(WARN);
    assertThat(found.message()).startsWith("bad in the database is not served as it stands");
    assertThat(found.mend()).contains("workrail workflows publish");
  }

  @Test
  void aDatabaseWithoutTheTableIsTold() throws Exception {
    Finding found = examine();
    assertThat(found.verdict()).isEqualTo(WARN);
    assertThat(found.message()).contains("cannot be read");
  }

  private Finding examine() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("workrail.db");
    return new StoredWorkflowsDoctorCheck(() -> DriverManager.getConnection(url)).examine();
  }

  private void store(String id, String document) {
    Database database = TestDatabase.sqlite(folder);
    database.write(
        handle ->
            handle.execute(
                "INSERT INTO workflows (id, document, digest, published_at, published_by)"
                    + " VALUES (?, ?, 'x', 0, 'ada')",
                id,
                document));
    database.stop();
  }
}
