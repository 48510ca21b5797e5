package io.workrail.benchmark;

import io.workrail.benchmark.server.Workspace;
import io.workrail.session.SessionDatabaseGenerator;
import java.nio.file.Path;
import java.util.List;

/** Whether a step costs more when the database is full of other sessions. */
final class GrowthScenario implements Scenario {
  private static final double MOST = 1.3;
  private static final String EMPTY = "empty database";
  private static final String FULL = "100,000 sessions, 2,000,000 events";

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String purpose() {
    return "workflow_continue on SQLite with an empty database and with a full one";
  }

  /** Making the full database takes minutes. */
  @Override
  public boolean isShort() {
    return false;
  }

  @Override
  public Report run(Settings settings) throws Exception {
    Workspace workspace = new Workspace(name());
    Path full = workspace.folder("full").resolve("data");
    SessionScript.writeWorkflow(workspace.folder("empty").resolve("data"));
    SessionScript.writeWorkflow(full);
    SessionDatabaseGenerator.generate(full);
    try (WorkRailServer empty = WorkRailServer.start(workspace, "empty");
        WorkRailServer filled = WorkRailServer.start(workspace, "full")) {
      Comparison comparison =
          Comparison.run(List.of(subject(EMPTY, empty), subject(FULL, filled)), settings);
      double ratio = p50(comparison, FULL) / p50(comparison, EMPTY);
      return new Report(
          comparison.table(),
          List.of(
              new Report.Verdict(
                  "no request fails", comparison.errors() + " failed", comparison.errors() == 0),
              new Report.Verdict(
                  "p50 stays within 1.3 times of the empty database's",
                  "%.2f".formatted(ratio),
                  ratio <= MOST)));
    }
  }

  private static double p50(Comparison comparison, String subject) {
    return comparison.of(subject, round -> Comparison.millis(round.p50())).median();
  }

  private static Subject subject(String name, WorkRailServer server) {
    McpRequests requests = server.requests();
    return new Subject(name, server.process(), at -> new SessionScript(requests));
  }
}
