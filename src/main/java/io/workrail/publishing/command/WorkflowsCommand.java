package io.workrail.publishing.command;

import io.workrail.configuration.ActionCommand;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.PlainText;
import io.workrail.publishing.OpenPublishing;
import io.workrail.publishing.PublishingAccess;
import io.workrail.publishing.PublishingException;
import io.workrail.storage.StorageUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * {@code workrail workflows}: lists, publishes and removes documents. It uses the storage that the
 * configuration names directly, beside a running server or without one.
 */
public final class WorkflowsCommand extends ActionCommand<PublishingAccess, WorkflowsAction> {
  /** The command. */
  public WorkflowsCommand(ConfigurationSource<PublishingAccess> configuration, Clock clock) {
    super(
        "workflows",
        "lists, publishes and removes workflow documents",
        configuration,
        clock,
        List.of(new ListWorkflows(), new PublishFiles(), new RemoveWorkflow()));
  }

  @Override
  protected ExitStatus execute(
      WorkflowsAction action,
      PublishingAccess access,
      Clock clock,
      Namespace arguments,
      Console console)
      throws IOException {
    try (OpenPublishing workflows = action.open(access, clock)) {
      return action.run(workflows, arguments, console);
    } catch (PublishingException e) {
      throw new CommandFailedException(PlainText.line(e.getMessage()));
    } catch (StorageUnavailableException e) {
      throw new CommandFailedException(
          "the database does not do its work, look with workrail workflows list what was done: "
              + e.reason().sentence());
    }
  }
}
