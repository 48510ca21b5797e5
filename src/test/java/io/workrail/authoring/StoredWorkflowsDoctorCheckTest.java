package io.workrail.authoring;

import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.doctor.Finding;
import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import io.workrail.workflow.catalog.UnreadFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
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

  @Test
  void documentsInFoldersThatAreNotReadAreCounted() throws Exception {
    store("code-review", Files.readString(Path.of("workflows/code-review.json")));
    Path unread = Files.createDirectories(folder.resolve("workflows/team"));
    Files.writeString(unread.resolve("some-work.json"), "{}");
    Finding found = examine();
    assertThat(found.verdict()).isEqualTo(WARN);
    assertThat(found.message())
        .isEqualTo(
            "WORKFLOW_STORAGE_TYPE is database, so 1 document in %s is not served",
            folder.resolve("workflows"));
    assertThat(found.mend()).contains("workrail workflows publish", "move the files away");
  }

  private Finding examine() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("workrail.db");
    UnreadFolders unread =
        new UnreadFolders(List.of(folder.resolve("workflows"), folder.resolve("missing")));
    return new StoredWorkflowsDoctorCheck(() -> DriverManager.getConnection(url), unread).examine();
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
