package io.workrail.authoring;

import io.workrail.configuration.PlainText;
import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import io.workrail.workflow.catalog.UnreadFolders;
import io.workrail.workflow.validation.ValidationReport;
import io.workrail.workflow.validation.WorkflowValidator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Whether the documents in the database would be served. */
public final class StoredWorkflowsDoctorCheck implements DoctorCheck {
  private final Callable<Connection> database;
  private final UnreadFolders unread;

  /**
   * A check of documents.
   *
   * @param database opens it without the right to write
   * @param unread may hold documents that somebody expects to be served
   */
  public StoredWorkflowsDoctorCheck(Callable<Connection> database, UnreadFolders unread) {
    this.database = database;
    this.unread = unread;
  }

  @Override
  public String name() {
    return "workflows";
  }

  @Override
  public Finding examine() throws Exception {
    List<Finding> findings = new ArrayList<>();
    int documents = 0;
    WorkflowValidator validator = new WorkflowValidator();
    try (Connection connection = database.call();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, document FROM workflows ORDER BY id")) {
      while (rows.next()) {
        documents++;
        ValidationReport report = validator.validate(rows.getString(2));
        if (!report.valid() && findings.isEmpty()) {
          findings.add(
              Finding.warn(
                  "%s in the database is not served as it stands: %s"
                      .formatted(rows.getString(1), report.findings().get(0)),
                  "correct the document and publish it again: workrail workflows publish FILE"));
        }
      }
    } catch (SQLException e) {
      return Finding.warn(
          "the documents in the database cannot be read: " + e.getMessage(),
          "see the lines of the database and the migrations");
    }
    unread.problem().ifPresent(problem -> findings.add(Finding.warn(problem, UnreadFolders.MEND)));
    return Finding.all(
        findings,
        Finding.ok(
            "those of the release and %s in the database"
                .formatted(PlainText.count(documents, "document"))));
  }
}
