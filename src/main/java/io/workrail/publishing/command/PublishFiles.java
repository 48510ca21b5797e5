package io.workrail.publishing.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.CommandUser;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.configuration.PlainText;
import io.workrail.json.StrictJson;
import io.workrail.publishing.Draft;
import io.workrail.publishing.OpenPublishing;
import io.workrail.publishing.Precondition;
import io.workrail.publishing.Publication;
import io.workrail.publishing.PublishingAccess;
import io.workrail.publishing.PublishingException;
import io.workrail.publishing.WorkflowJson;
import io.workrail.publishing.WorkflowPublishing;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.validation.FindingJson;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail workflows publish}: all files are checked before the first one is published. */
final class PublishFiles implements WorkflowsAction {
  @Override
  public String name() {
    return "publish";
  }

  @Override
  public String description() {
    return "checks documents and publishes them; a running server serves them within two seconds";
  }

  @Override
  public String example() {
    return "publish release.json";
  }

  @Override
  public void configure(Subparser parser) {
    parser.addArgument("files").metavar("FILE").nargs("+").help("JSON documents");
    WorkflowsAction.addIfMatch(parser);
    OutputFormat.addOption(parser);
  }

  @Override
  public OpenPublishing open(PublishingAccess access, Clock clock) {
    return access.openOrCreate(clock);
  }

  @Override
  public ExitStatus run(OpenPublishing workflows, Namespace arguments, Console console)
      throws IOException {
    List<String> files = arguments.getList("files");
    Precondition precondition = WorkflowsAction.ifMatch(arguments);
    if (files.size() > 1 && precondition instanceof Precondition.OneOf) {
      throw usage("--if-match names the version of one document; publish it alone");
    }
    List<byte[]> texts = new ArrayList<>();
    for (String file : files) {
      texts.add(read(file));
    }
    Report report = new Report(OutputFormat.of(arguments), console);
    WorkflowPublishing publishing = workflows.publishing();
    List<Draft> drafts = check(publishing, files, texts, report);
    if (report.hasRefusals()) {
      report.end();
      return ExitStatus.FAULT;
    }
    try {
      for (Draft draft : drafts) {
        report.published(publishing.publish(draft, precondition, CommandUser.current()));
      }
    } finally {
      report.end();
    }
    return ExitStatus.OK;
  }

  private static List<Draft> check(
      WorkflowPublishing publishing, List<String> files, List<byte[]> texts, Report report) {
    Map<WorkflowId, String> fileOf = new LinkedHashMap<>();
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String file = files.get(i);
      try {
        Draft draft = publishing.check(texts.get(i));
        String other = fileOf.putIfAbsent(draft.id(), file);
        if (other != null) {
          throw usage("%s and %s have the same id; name one of them".formatted(other, file));
        }
        report.warnings(file, draft);
        drafts.add(draft);
      } catch (PublishingException e) {
        report.refused(file, e);
      }
    }
    return drafts;
  }

  /** One byte more than a document may have is enough to know that it is too large. */
  private static byte[] read(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)) {
        throw usage("there is no file " + file);
      }
      try (InputStream in = Files.newInputStream(path)) {
        return in.readNBytes(WorkflowValidator.MAX_BYTES + 1);
      }
    } catch (InvalidPathException e) {
      throw usage("this is not a path: " + file);
    } catch (IOException e) {
      throw new CommandFailedException(
          PlainText.line(file + " cannot be read; check its owner and mode"));
    }
  }

  private static CommandFailedException usage(String sentence) {
    return new CommandFailedException(ExitStatus.USAGE, PlainText.line(sentence));
  }

  /** What the command says. */
  private static final class Report {
    private final OutputFormat format;
    private final Console console;
    private final ObjectNode json = StrictJson.mapper().createObjectNode();
    private final ArrayNode published = json.putArray("published");
    private final ArrayNode refused = json.putArray("refused");

    Report(OutputFormat format, Console console) {
      this.format = format;
      this.console = console;
    }

    boolean hasRefusals() {
      return !refused.isEmpty();
    }

    void refused(String file, PublishingException refusal) {
      ObjectNode entry = refused.addObject().put("file", file);
      entry.set("findings", FindingJson.of(refusal.findings()));
      refusal
          .findings()
          .forEach(finding -> console.err().println(PlainText.line(finding.in(file))));
    }

    void warnings(String file, Draft draft) {
      draft.warnings().forEach(finding -> console.err().println(PlainText.line(finding.in(file))));
    }

    void published(Publication publication) {
      published.add(WorkflowJson.of(publication));
      if (format == OutputFormat.TEXT) {
        Draft draft = publication.draft();
        console
            .out()
            .printf(
                "%s: %s %s %s%n",
                publication.result().label(),
                draft.id(),
                draft.document().workflow().version(),
                draft.document().hash());
      }
    }

    void end() {
      if (format == OutputFormat.JSON) {
        console.out().println(StrictJson.write(json));
      } else if (hasRefusals()) {
        console.err().println("nothing was published");
      }
    }
  }
}
