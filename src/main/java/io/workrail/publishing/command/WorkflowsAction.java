package io.workrail.publishing.command;

import io.workrail.configuration.CommandAction;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.publishing.OpenPublishing;
import io.workrail.publishing.Precondition;
import io.workrail.publishing.PublishingAccess;
import io.workrail.workflow.ContentHash;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** One of the things that {@code workrail workflows} does. */
interface WorkflowsAction extends CommandAction {
  /** Opens what it works on. */
  default OpenPublishing open(PublishingAccess access, Clock clock) {
    return access.open(clock);
  }

  /**
   * Does it.
   *
   * @throws io.workrail.publishing.PublishingException for what is refused
   * @throws CommandFailedException to end with a sentence
   */
  ExitStatus run(OpenPublishing workflows, Namespace arguments, Console console) throws IOException;

  /** Adds the option that names the version that is meant. */
  static void addIfMatch(Subparser parser) {
    parser
        .addArgument("--if-match")
        .dest("ifMatch")
        .metavar("HASH")
        .help(
            "only when the current version has this hash (sha256:..., see workflows list); whatever"
                + " there is when missing");
  }

  /** What the option says. */
  static Precondition ifMatch(Namespace arguments) {
    @Nullable String given = arguments.getString("ifMatch");
    if (given == null) {
      return new Precondition.None();
    }
    try {
      return new Precondition.OneOf(Set.of(new ContentHash(given).value()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          ExitStatus.USAGE, "--if-match takes a hash: sha256: and 64 hexadecimal digits");
    }
  }
}
