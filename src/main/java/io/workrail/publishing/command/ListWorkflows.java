package io.workrail.publishing.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.configuration.PlainText;
import io.workrail.json.StrictJson;
import io.workrail.publishing.OpenPublishing;
import io.workrail.publishing.WorkflowJson;
import io.workrail.workflow.catalog.CatalogEntry;
import io.workrail.workflow.catalog.CatalogJson;
import io.workrail.workflow.catalog.CatalogSnapshot;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail workflows list}. */
final class ListWorkflows implements WorkflowsAction {
  @Override
  public String name() {
    return "list";
  }

  @Override
  public String description() {
    return "lists what the server serves, with version, hash and origin, and what it does not";
  }

  @Override
  public String example() {
    return "list";
  }

  @Override
  public void configure(Subparser parser) {
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(OpenPublishing workflows, Namespace arguments, Console console) {
    CatalogSnapshot snapshot = workflows.snapshot();
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(json(snapshot)));
      return ExitStatus.OK;
    }
    snapshot.documents().values().forEach(workflow -> console.out().println(line(workflow)));
    snapshot
        .problems()
        .forEach(
            problem ->
                console
                    .err()
                    .println(
                        PlainText.line(
                            "not served: %s: %s".formatted(problem.file(), problem.message()))));
    console.err().println("published to " + workflows.place());
    return ExitStatus.OK;
  }

  private static ObjectNode json(CatalogSnapshot snapshot) {
    ObjectNode root = StrictJson.mapper().createObjectNode();
    ArrayNode items = root.putArray("items");
    snapshot.documents().values().forEach(workflow -> items.add(WorkflowJson.of(workflow)));
    root.set("problems", CatalogJson.of(snapshot.problems()));
    return root;
  }

  private static String line(CatalogEntry workflow) {
    return PlainText.line(
        "%-32s  %-10s  %-7s  %s  %s"
            .formatted(
                workflow.id(),
                workflow.version(),
                workflow.origin().label(),
                workflow.hash(),
                workflow.name()));
  }
}
