package io.workrail.session.command;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.CommandActions;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.session.OpenSessions;
import io.workrail.session.SessionAccess;
import io.workrail.session.SessionException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code workrail sessions}: looks at the sessions of a server, decides and tidies up. It uses the
 * database directly, beside a running server or without one.
 */
public final class SessionsCommand extends ConsoleCommand {
  private final ConfigurationSource<SessionAccess> configuration;
  private final Clock clock;
  private final CommandActions<SessionAction> actions =
      new CommandActions<>(
          List.of(
              new ListSessions(),
              new ShowSession(),
              new ReportSession(),
              new ExportSession(),
              DecideOnWork.approve(),
              DecideOnWork.reject(),
              new DeleteSession(),
              new TidySessions()));

  /** The command. */
  public SessionsCommand(ConfigurationSource<SessionAccess> configuration, Clock clock) {
    super("sessions", "lists, shows, exports and deletes sessions, and decides on submitted work");
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public void configure(Subparser parser) {
    actions.configure(parser);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
      throws IOException {
    SessionAction action = actions.chosen(arguments);
    try (OpenSessions sessions = configuration.read(bootstrap, arguments).open(clock)) {
      ExitStatus status = action.run(sessions, arguments, console);
      console.requireWritten();
      return status;
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
