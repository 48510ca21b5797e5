package io.workrail.authoring;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.HelpText;
import io.workrail.configuration.OutputFormat;
import io.workrail.configuration.PlainText;
import io.workrail.json.StrictJson;
import io.workrail.workflow.catalog.CatalogConfiguration;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail validate-workflows}: checks documents with the code that the server loads by. */
public final class ValidateWorkflowsCommand extends ConsoleCommand {
  private final ConfigurationSource<CatalogConfiguration> source;

  /**
   * The command.
   *
   * @param source tells the folders of the server, which are checked when none is named
   */
  public ValidateWorkflowsCommand(ConfigurationSource<CatalogConfiguration> source) {
    super("validate-workflows", "checks workflow documents");
    this.source = source;
  }

  @Override
  public void configure(Subparser parser) {
    HelpText.add(parser, getDescription(), "validate-workflows --strict data/workflows");
    parser
        .addArgument("paths")
        .metavar("DIR|FILE")
        .nargs("*")
        .help("documents, or folders with *.json files; those of the configuration when missing");
    ConfigurationSource.addOption(parser);
    parser
        .addArgument("--strict")
        .action(Arguments.storeTrue())
        .help("refuse documents with warnings too");
    OutputFormat.addOption(parser);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console) {
    List<String> named = arguments.getList("paths");
    boolean strict = arguments.getBoolean("strict");
    List<CheckedFile> files;
    if (named.isEmpty()) {
      CatalogConfiguration workflows = source.read(bootstrap, arguments);
      strict |= workflows.refusesWarnings();
      files = checkFolders(foldersOf(workflows), console);
    } else {
      files = checkNamed(named, console);
    }
    if (strict) {
      files = files.stream().map(CheckedFile::strict).toList();
    }
    ValidationSummary summary = ValidationSummary.of(files);
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(ValidationRenderer.json(files)));
    } else {
      files.stream()
          .map(ValidationRenderer::lines)
          .flatMap(List::stream)
          .forEach(console.out()::println);
      console.err().println(summary);
    }
    return summary.allValid() ? ExitStatus.OK : ExitStatus.FAULT;
  }

  private static List<Path> foldersOf(CatalogConfiguration workflows) {
    if (workflows.usesDatabase()) {
      throw new CommandFailedException(
          "the documents are in the database (WORKFLOW_STORAGE_TYPE): workrail workflows list names"
              + " those that are not in order");
    }
    return workflows.folders();
  }

  /** The folders of a new server are empty, or not made yet, and that is no fault. */
  private static List<CheckedFile> checkFolders(List<Path> folders, Console console) {
    List<Path> there = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.exists(folder)) {
        there.add(folder);
      } else {
        console.err().println(PlainText.line("there is no folder " + folder));
      }
    }
    List<CheckedFile> files = check(there, console);
    if (files.isEmpty()) {
      console
          .err()
          .println(
              "there are no documents to check yet; the server has the workflows of the release");
    }
    return files;
  }

  private static List<CheckedFile> checkNamed(List<String> named, Console console) {
    List<CheckedFile> files =
        check(named.stream().map(ValidateWorkflowsCommand::requireExisting).toList(), console);
    if (files.isEmpty()) {
      throw new CommandFailedException(
          ExitStatus.USAGE, "there is nothing to check; name a document or a folder with some");
    }
    return files;
  }

  private static List<CheckedFile> check(List<Path> paths, Console console) {
    FileChecks checks = new FileChecks(new WorkflowValidator());
    List<CheckedFile> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(checks.checkFile(path));
        continue;
      }
      List<CheckedFile> inFolder = checks.checkFolder(path);
      if (inFolder.isEmpty()) {
        console.err().println(PlainText.line("no *.json file in " + path));
      }
      files.addAll(inFolder);
    }
    return files;
  }

  /** A path that a command was given. */
  static Path requireExisting(String name) {
    try {
      Path path = Path.of(name);
      if (Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new CommandFailedException(
          ExitStatus.USAGE, PlainText.line("this is not a path: " + name));
    }
    throw new CommandFailedException(
        ExitStatus.USAGE, PlainText.line("there is no file or folder " + name));
  }
}
