package io.workrail.session.command;

import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import io.workrail.session.OpenSessions;
import io.workrail.session.SessionUpkeep;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail sessions tidy}: what the server does by itself every ten minutes. */
final class TidySessions implements SessionAction {
  @Override
  public String name() {
    return "tidy";
  }

  @Override
  public String description() {
    return "applies sessions.idleAfter and sessions.retention now";
  }

  @Override
  public String example() {
    return "tidy";
  }

  @Override
  public void configure(Subparser parser) {
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(OpenSessions sessions, Namespace arguments, Console console) {
    SessionUpkeep.Result result = sessions.upkeep().run();
    console
        .out()
        .println(
            OutputFormat.of(arguments) == OutputFormat.JSON
                ? StrictJson.write(result)
                : "abandoned %d, deleted %d".formatted(result.abandoned(), result.deleted()));
    return ExitStatus.OK;
  }
}
