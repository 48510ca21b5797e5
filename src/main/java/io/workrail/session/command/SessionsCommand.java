package io.workrail.session.command;

import io.workrail.configuration.ActionCommand;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.session.OpenSessions;
import io.workrail.session.SessionAccess;
import io.workrail.session.SessionException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * {@code workrail sessions}: looks at the sessions of a server, decides and tidies up. It uses the
 * database directly, beside a running server or without one.
 */
public final class SessionsCommand extends ActionCommand<SessionAccess, SessionAction> {
  /** The command. */
  public SessionsCommand(ConfigurationSource<SessionAccess> configuration, Clock clock) {
    super(
        "sessions",
        "lists, shows, exports and deletes sessions, and decides on submitted work",
        configuration,
        clock,
        List.of(
            new ListSessions(),
            new ShowSession(),
            new ReportSession(),
            new ExportSession(),
            DecideOnWork.approve(),
            DecideOnWork.reject(),
            new DeleteSession(),
            new TidySessions()));
  }

  @Override
  protected ExitStatus execute(
      SessionAction action, SessionAccess access, Clock clock, Namespace arguments, Console console)
      throws IOException {
    try (OpenSessions sessions = access.open(clock)) {
      return action.run(sessions, arguments, console);
    } catch (SessionException e) {
      throw new CommandFailedException(sentence(e, arguments));
    }
  }

  /** Whoever uses the database sees all sessions: one that is not found does not exist. */
  private static String sentence(SessionException failure, Namespace arguments) {
    return failure.code() == SessionException.Code.UNKNOWN_SESSION
        ? "there is no such session or submission: %s"
            .formatted(String.valueOf(arguments.getString("id")))
        : failure.getMessage();
  }
}
