package io.workrail.session.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import io.workrail.session.OpenSessions;
import io.workrail.session.SessionScope;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail sessions show}. */
final class ShowSession implements SessionAction {
  @Override
  public String name() {
    return "show";
  }

  @Override
  public String description() {
    return "shows a session and the work that waits for an approver";
  }

  @Override
  public String example() {
    return "show ses_…";
  }

  @Override
  public void configure(Subparser parser) {
    SessionAction.addId(parser);
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(OpenSessions sessions, Namespace arguments, Console console) {
    ObjectNode session =
        sessions.reader().show(arguments.getString("id"), new SessionScope.Everyone());
    print(session, arguments, console);
    return ExitStatus.OK;
  }

  static void print(ObjectNode session, Namespace arguments, Console console) {
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(session));
    } else {
      new SessionText(console.out()).facts(session);
    }
  }
}
