package io.workrail.benchmark;

import io.workrail.auth.Role;
import io.workrail.benchmark.load.LoadGenerator;
import io.workrail.benchmark.load.LoadResult;
import io.workrail.benchmark.load.Request;
import io.workrail.benchmark.load.Script;
import io.workrail.benchmark.load.SlowClients;
import io.workrail.benchmark.load.Tally;
import io.workrail.benchmark.server.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What slow clients cost the others: connections of which a third never ends its headers, a third
 * trickles bodies and a third reads no reply, and which come again whenever they are cut off.
 */
final class SlowClientsScenario implements Scenario {
  private static final int SLOW = 500;
  private static final int CLIENTS = 8;
  private static final long PAUSE_MILLIS = 1000;
  private static final double LARGEST_RATIO = 2;

  private final List<Tally> alone = new ArrayList<>();
  private final List<Tally> crowded = new ArrayList<>();
  private int cutOff;
  private int unreachable;

  @Override
  public String name() {
    return "slow-clients";
  }

  @Override
  public String purpose() {
    return "times of workflow_next for %d clients alone, and beside %d slow ones"
        .formatted(CLIENTS, SLOW);
  }

  @Override
  public Report run(Settings settings) throws Exception {
    try (WorkRailServer server = WorkRailServer.start(new Workspace(name()), "server")) {
      LoadGenerator clients = clients(server);
      clients.start(settings.warmUp(), Settings.WARM_UP_REPLIES).await();
      for (int i = 0; i < settings.rounds(); i++) {
        alone.add(clients.run(settings.roundTime()).total());
        try (SlowClients slow = slowClients(server)) {
          LoadResult load = clients.run(settings.roundTime());
          crowded.add(load.total());
          cutOff += slow.cutOff();
          unreachable += slow.unreachable();
        }
      }
    }
    return report();
  }

  private Report report() {
    Spread ratio =
        Spread.of(
            IntStream.range(0, alone.size())
                .mapToDouble(i -> millis(crowded.get(i), 0.99) / millis(alone.get(i), 0.99)));
    long errors = errors(alone) + errors(crowded) + unreachable;
    MarkdownTable table = new MarkdownTable("", "p50 ms", "p99 ms", "calls");
    row(table, "alone", alone);
    row(table, "beside %d slow clients".formatted(SLOW), crowded);
    return new Report(
        table,
        List.of(
            new Report.Verdict(
                "no call fails, no connection is refused", errors + " failed", errors == 0),
            new Report.Verdict(
                "the 99th percentile of the others is at most twice as long",
                "%s times as long; %d times a slow one was cut off and came again"
                    .formatted(ratio.text(2), cutOff),
                ratio.median() <= LARGEST_RATIO)));
  }

  private static void row(MarkdownTable table, String name, List<Tally> rounds) {
    table.row(
        name,
        Spread.of(rounds.stream().mapToDouble(round -> millis(round, 0.5))).text(2),
        Spread.of(rounds.stream().mapToDouble(round -> millis(round, 0.99))).text(2),
        String.valueOf(rounds.stream().mapToLong(round -> round.latencies().count()).sum()));
  }

  private static double millis(Tally tally, double share) {
    return Comparison.millis(tally.latencies().quantile(share));
  }

  private static long errors(List<Tally> rounds) {
    return rounds.stream().mapToLong(Tally::errors).sum();
  }

  private static LoadGenerator clients(WorkRailServer server) throws Exception {
    McpRequests requests = server.requests();
    List<Request> steps =
        WorkflowWalk.arguments().stream()
            .map(call -> requests.tool("workflow_next", call))
            .toList();
    List<Script> scripts =
        IntStream.range(0, CLIENTS).mapToObj(at -> Script.cycle(steps, at)).toList();
    return new LoadGenerator(scripts);
  }

  private static SlowClients slowClients(WorkRailServer server) throws Exception {
    String token = server.token("slow", Role.AGENT);
    String head =
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\nX-A: b";
    String unread = "GET /schemas/workflow.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    return new SlowClients(
        server.process().address().getPort(),
        SLOW,
        List.of(head, head + "\r\nContent-Length: 500000\r\n\r\n{", unread.repeat(40)),
        PAUSE_MILLIS);
  }
}
