package io.workrail.benchmark;

import io.workrail.benchmark.server.Workspace;
import io.workrail.session.SessionDatabaseGenerator;
import io.workrail.session.SessionDatabaseGenerator.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Whether a step costs more when the database is full of other sessions. */
final class GrowthScenario implements Scenario {
  private static final double MOST = 1.3;
  private static final String EMPTY = "empty database";
  private static final Plan PLAN =
      new Plan(100_000, 20, SessionScript.workflow(), WorkRailServer.SUBJECT, WorkRailServer.TEAM);
  private static final String FULL = "100,000 sessions, 2,000,000 events";

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String purpose() {
    return "workflow_continue on SQLite with an empty database, and with a full one of whose sessions"
        + " 10,000 are continued in turn";
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
    List<String> tokens = SessionDatabaseGenerator.generate(full, PLAN);
    try (WorkRailServer empty = WorkRailServer.start(workspace, "empty");
        WorkRailServer filled = WorkRailServer.start(workspace, "full")) {
      Comparison comparison =
          Comparison.run(
              List.of(
                  subject(EMPTY, empty, List.of(), settings.clients()),
                  subject(FULL, filled, tokens, settings.clients())),
              settings);
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

  /** Clients live through all rounds: a token that was used is none to begin with again. */
  private static Subject subject(
      String name, WorkRailServer server, List<String> tokens, int clients) {
    McpRequests requests = server.requests();
    List<SessionScript> scripts =
        IntStream.range(0, clients)
            .mapToObj(client -> new SessionScript(requests, share(tokens, client, clients)))
            .toList();
    return new Subject(name, server.process(), scripts::get);
  }

  private static List<String> share(List<String> tokens, int client, int clients) {
    return IntStream.range(0, tokens.size())
        .filter(i -> i % clients == client)
        .mapToObj(tokens::get)
        .toList();
  }
}
