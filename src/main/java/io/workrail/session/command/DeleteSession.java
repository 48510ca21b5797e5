package io.workrail.session.command;

import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.configuration.PlainText;
import io.workrail.json.StrictJson;
import io.workrail.session.OpenSessions;
import io.workrail.session.Session;
import io.workrail.session.SessionScope;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail sessions delete}. */
final class DeleteSession implements SessionAction {
  @Override
  public String name() {
    return "delete";
  }

  @Override
  public String description() {
    return "deletes a session with its whole history";
  }

  @Override
  public String example() {
    return "delete ses_… --yes";
  }

  @Override
  public void configure(Subparser parser) {
    SessionAction.addId(parser);
    parser
        .addArgument("--yes")
        .action(Arguments.storeTrue())
        .help("deletes; without it the command only says what it would delete");
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(OpenSessions sessions, Namespace arguments, Console console) {
    Session session =
        sessions.reader().require(arguments.getString("id"), new SessionScope.Everyone());
    String what =
        "%s (%s, %s, %s)"
            .formatted(
                session.id(),
                session.workflowId(),
                session.status().label(),
                PlainText.count(session.revision(), "event"));
    if (!arguments.getBoolean("yes")) {
      throw new CommandFailedException(
          ExitStatus.USAGE,
          "this deletes %s for ever; export it first, then repeat the command with --yes"
              .formatted(what));
    }
    if (!sessions.delete(session, System.getProperty("user.name"))) {
      throw new CommandFailedException(
          "somebody changed %s in this moment; nothing was deleted, look again".formatted(what));
    }
    console
        .out()
        .println(
            OutputFormat.of(arguments) == OutputFormat.JSON
                ? StrictJson.write(
                    StrictJson.mapper()
                        .createObjectNode()
                        .put("deleted", session.id().value())
                        .put("revision", session.revision())
                        .put("headHash", session.headHash()))
                : "deleted " + what);
    return ExitStatus.OK;
  }
}
