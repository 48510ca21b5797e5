package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.HelpText;
import io.workrail.configuration.OutputFormat;
import io.workrail.configuration.PlainText;
import io.workrail.engine.Context;
import io.workrail.engine.EngineException;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** {@code workrail walk}: shows what an agent meets in a document, and what it is spared. */
public final class WalkCommand extends ConsoleCommand {
  private static final int LARGEST_CONTEXT_FILE = 1024 * 1024;

  /** The command. */
  public WalkCommand() {
    super("walk", "walks a workflow document as an agent would");
  }

  @Override
  public void configure(Subparser parser) {
    HelpText.add(parser, getDescription(), "walk data/workflows/release.json --all-branches");
    parser.addArgument("file").metavar("FILE").help("the document");
    parser
        .addArgument("--context")
        .metavar("JSON|@FILE")
        .help("what the agent has told, an object; nothing when missing");
    parser
        .addArgument("--all-branches")
        .dest("allBranches")
        .action(Arguments.storeTrue())
        .help("try every combination of the variables that the document tests");
    OutputFormat.addOption(parser);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console) {
    OutputFormat format = OutputFormat.of(arguments);
    Context context = readContext(arguments.getString("context"));
    Path path = ValidateWorkflowsCommand.requireExisting(arguments.getString("file"));
    CheckedFile file = new FileChecks(new WorkflowValidator()).checkFile(path);
    if (file.document().isEmpty()) {
      return refuse(file, format, console);
    }
    if (format == OutputFormat.TEXT) {
      printFindings(file, console);
    }
    try {
      return arguments.getBoolean("allBranches")
          ? walkAllBranches(file.document().get(), context, format, console)
          : walk(file.document().get(), context, format, console);
    } catch (EngineException e) {
      throw new CommandFailedException(e.getMessage());
    }
  }

  private static ExitStatus refuse(CheckedFile file, OutputFormat format, Console console) {
    if (format == OutputFormat.JSON) {
      console.out().println(StrictJson.write(ValidationRenderer.json(file)));
    } else {
      printFindings(file, console);
    }
    throw new CommandFailedException("the document is not valid; mend it first");
  }

  private static void printFindings(CheckedFile file, Console console) {
    if (!file.findings().isEmpty()) {
      ValidationRenderer.lines(file).forEach(console.err()::println);
    }
  }

  private static ExitStatus walk(
      WorkflowDocument document, Context context, OutputFormat format, Console console) {
    Walk walk =
        new WorkflowWalker(document.workflow(), BranchVariables.of(document.workflow()))
            .walk(context);
    if (format == OutputFormat.JSON) {
      console.out().println(StrictJson.write(WalkJson.of(document, walk)));
    } else {
      WalkText.print(document.workflow(), walk, console.out());
    }
    return walk.outcome() == Outcome.COMPLETE ? ExitStatus.OK : ExitStatus.FAULT;
  }

  private static ExitStatus walkAllBranches(
      WorkflowDocument document, Context context, OutputFormat format, Console console) {
    BranchReport report = BranchWalker.walk(document.workflow(), context);
    if (format == OutputFormat.JSON) {
      console.out().println(StrictJson.write(WalkJson.of(document, report)));
    } else {
      BranchText.print(document.workflow(), report, console.out());
    }
    boolean unreachable = report.exhaustive() && !report.neverOffered().isEmpty();
    return report.unfinished().isEmpty() && !unreachable ? ExitStatus.OK : ExitStatus.FAULT;
  }

  private static Context readContext(@Nullable String given) {
    if (given == null) {
      return Context.EMPTY;
    }
    try {
      JsonNode value =
          given.startsWith("@")
              ? StrictJson.parse(readFile(given.substring(1)))
              : StrictJson.parse(given);
      if (value instanceof ObjectNode object) {
        return Context.received(object);
      }
      throw usage("must be a JSON object, for example {\"taskSize\":\"large\"}");
    } catch (MalformedJsonException e) {
      throw usage("is not JSON at %s: %s".formatted(e.position(), e.getMessage()));
    } catch (EngineException e) {
      throw new CommandFailedException(e.getMessage());
    }
  }

  private static byte[] readFile(String name) {
    Path path = ValidateWorkflowsCommand.requireExisting(name);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(LARGEST_CONTEXT_FILE + 1);
      if (content.length > LARGEST_CONTEXT_FILE) {
        throw usage("names a file that is larger than any context may be");
      }
      return content;
    } catch (IOException e) {
      throw usage(PlainText.line("names a file that cannot be read: " + path));
    }
  }

  private static CommandFailedException usage(String complaint) {
    return new CommandFailedException(ExitStatus.USAGE, "--context " + complaint);
  }
}
