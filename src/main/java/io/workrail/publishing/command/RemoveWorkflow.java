package io.workrail.publishing.command;

import io.workrail.configuration.CommandUser;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import io.workrail.publishing.OpenPublishing;
import io.workrail.publishing.Removal;
import io.workrail.publishing.WorkflowJson;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail workflows remove}. */
final class RemoveWorkflow implements WorkflowsAction {
  @Override
  public String name() {
    return "remove";
  }

  @Override
  public String description() {
    return "removes a published document; running sessions keep theirs";
  }

  @Override
  public String example() {
    return "remove release";
  }

  @Override
  public void configure(Subparser parser) {
    parser.addArgument("id").metavar("ID").help("the id of a workflow");
    WorkflowsAction.addIfMatch(parser);
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(OpenPublishing workflows, Namespace arguments, Console console) {
    Removal removal =
        workflows
            .publishing()
            .remove(
                arguments.getString("id"),
                WorkflowsAction.ifMatch(arguments),
                CommandUser.current());
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(WorkflowJson.of(removal)));
      return ExitStatus.OK;
    }
    console.out().println("removed: " + removal.id());
    removal
        .uncovered()
        .ifPresent(
            workflow ->
                console
                    .err()
                    .printf(
                        "version %s of the %s is served again%n",
                        workflow.version(), workflow.origin().label()));
    return ExitStatus.OK;
  }
}
