package io.workrail.session.command;

import io.workrail.configuration.CommandAction;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.session.OpenSessions;
import io.workrail.session.SessionException;
import java.io.IOException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** One of the things that {@code workrail sessions} does. */
interface SessionAction extends CommandAction {
  /**
   * Does it.
   *
   * @throws SessionException for what the sessions refuse
   * @throws io.workrail.configuration.CommandFailedException to end with a sentence
   */
  ExitStatus run(OpenSessions sessions, Namespace arguments, Console console) throws IOException;

  /** The argument that names a session. */
  static void addId(Subparser parser) {
    parser.addArgument("id").metavar("SESSION").help("the id of a session, ses_…");
  }
}
