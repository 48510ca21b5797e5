package io.workrail.publishing.command;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.CommandActions;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
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
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code workrail workflows}: lists, publishes and removes documents. It uses the storage that the
 * configuration names directly, beside a running server or without one.
 */
public final class WorkflowsCommand extends ConsoleCommand {
  private final ConfigurationSource<PublishingAccess> configuration;
  private final Clock clock;
  private final CommandActions<WorkflowsAction> actions =
      new CommandActions<>(List.of(new ListWorkflows(), new PublishFiles(), new RemoveWorkflow()));

  /** The command. */
  public WorkflowsCommand(ConfigurationSource<PublishingAccess> configuration, Clock clock) {
    super("workflows", "lists, publishes and removes workflow documents");
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
    WorkflowsAction action = actions.chosen(arguments);
    try (OpenPublishing workflows = action.open(configuration.read(bootstrap, arguments), clock)) {
      ExitStatus status = action.run(workflows, arguments, console);
      console.requireWritten();
      return status;
    } catch (PublishingException e) {
      throw new CommandFailedException(PlainText.line(e.getMessage()));
    } catch (StorageUnavailableException e) {
      throw new CommandFailedException(
          "the database does not do its work, look with workrail workflows list what was done: "
              + e.reason().sentence());
    }
  }
}
