package io.workrail.session.command;

import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.session.OpenSessions;
import io.workrail.session.Session;
import io.workrail.session.SessionReader;
import io.workrail.session.SessionScope;
import io.workrail.session.report.SessionReport;
import java.io.IOException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail sessions report}. */
final class ReportSession implements SessionAction {
  @Override
  public String name() {
    return "report";
  }

  @Override
  public String description() {
    return "writes the history of a session as a Markdown document";
  }

  @Override
  public String example() {
    return "report ses_… >report.md";
  }

  @Override
  public void configure(Subparser parser) {
    SessionAction.addId(parser);
  }

  @Override
  public ExitStatus run(OpenSessions sessions, Namespace arguments, Console console)
      throws IOException {
    SessionReader reader = sessions.reader();
    Session session = reader.require(arguments.getString("id"), new SessionScope.Everyone());
    new SessionReport(reader, session).writeTo(console.out());
    return ExitStatus.OK;
  }
}
