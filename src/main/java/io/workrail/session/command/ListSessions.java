package io.workrail.session.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import io.workrail.session.OpenSessions;
import io.workrail.session.SessionQuery;
import io.workrail.session.SessionScope;
import io.workrail.session.SessionStatus;
import java.util.Optional;
import java.util.Set;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail sessions list}. */
final class ListSessions implements SessionAction {
  private static final String LIMIT = "limit";
  private static final int DEFAULT_LIMIT = 50;

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String description() {
    return "lists sessions, the newest first";
  }

  @Override
  public String example() {
    return "list --status active --limit 20";
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument("--status")
        .choices(SessionStatus.labels())
        .help("only those with this status; awaiting_confirmation is what waits for a person");
    parser.addArgument("--workflow").metavar("ID").help("only those of this workflow");
    parser.addArgument("--owner").metavar("SUBJECT").help("only those that this subject started");
    parser
        .addArgument("--query")
        .setDefault("")
        .metavar("TEXT")
        .help("only those with all words of it in goal, id or workflow");
    parser
        .addArgument("--" + LIMIT)
        .type(Integer.class)
        .choices(Arguments.range(1, SessionQuery.MAX_LIMIT))
        .setDefault(DEFAULT_LIMIT)
        .metavar("N")
        .help(
            "how many, 1 to %d; %d when missing".formatted(SessionQuery.MAX_LIMIT, DEFAULT_LIMIT));
    parser.addArgument("--cursor").help("goes on where the page before ended");
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(OpenSessions sessions, Namespace arguments, Console console) {
    ObjectNode page = sessions.reader().list(query(arguments));
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(page));
      return ExitStatus.OK;
    }
    SessionText text = new SessionText(console.out());
    for (JsonNode session : page.path("items")) {
      text.line(session);
    }
    if (page.path("items").isEmpty()) {
      console.err().println("no session");
    }
    if (page.has("nextCursor")) {
      console.err().println("there are more: --cursor " + page.path("nextCursor").asText());
    }
    return ExitStatus.OK;
  }

  private static SessionQuery query(Namespace arguments) {
    return new SessionQuery(
        new SessionScope.Everyone(),
        find(arguments, "status").flatMap(SessionStatus::find).map(Set::of).orElse(Set.of()),
        find(arguments, "workflow"),
        find(arguments, "owner"),
        arguments.getString("query"),
        find(arguments, "cursor"),
        arguments.getInt(LIMIT));
  }

  private static Optional<String> find(Namespace arguments, String name) {
    return Optional.ofNullable(arguments.getString(name));
  }
}
