package io.workrail.authoring;

import static io.workrail.json.JsonPositions.locate;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import io.workrail.json.TextPosition;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.CatalogProblem;
import io.workrail.workflow.catalog.DirectorySource;
import io.workrail.workflow.catalog.SourceFile;
import io.workrail.workflow.catalog.WorkflowSource;
import io.workrail.workflow.validation.Finding;
import io.workrail.workflow.validation.Severity;
import io.workrail.workflow.validation.ValidationReport;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks files and folders as the server would when it loads them. */
final class FileChecks {
  private static final JsonPointer ID = JsonPointer.compile("/id");

  private final WorkflowValidator validator;

  FileChecks(WorkflowValidator validator) {
    this.validator = validator;
  }

  /** Every document of a folder, in path order; it is one source, so an id serves once. */
  List<CheckedFile> checkFolder(Path folder) {
    WorkflowSource.Listing listing = new DirectorySource(folder).list();
    List<CheckedFile> checked = new ArrayList<>();
    for (CatalogProblem problem : listing.problems()) {
      String path = folder.resolve(problem.file()).toString();
      checked.add(CheckedFile.unusable(path, withoutFullStop(problem.message()), ""));
    }
    Map<WorkflowId, String> servedFrom = new HashMap<>();
    for (SourceFile file : listing.files()) {
      checked.add(refuseTakenId(checkFile(folder.resolve(file.path())), servedFrom));
    }
    checked.sort(Comparator.comparing(CheckedFile::path));
    return checked;
  }

  /** One document, whatever its name ends with. */
  CheckedFile checkFile(Path file) {
    String path = file.toString();
    if (!Files.isRegularFile(file)) {
      return CheckedFile.unusable(path, "this is not a file", "Name a JSON document or a folder.");
    }
    try {
      return check(path, read(file));
    } catch (CharacterCodingException e) {
      return CheckedFile.unusable(path, "the text is not UTF-8", "Save it as UTF-8.");
    } catch (IOException e) {
      return CheckedFile.unusable(
          path, "the file cannot be read", "Check its owner and permissions.");
    }
  }

  private CheckedFile check(String path, byte[] content) throws CharacterCodingException {
    if (content.length > WorkflowValidator.MAX_BYTES) {
      return CheckedFile.unusable(
          path,
          "the document is larger than " + WorkflowValidator.MAX_BYTES + " bytes",
          "Split the workflow or shorten its prompts.");
    }
    // A decoder of its own reports what the String constructor would replace silently.
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    ValidationReport report = validator.validate(text);
    TextPosition idPosition =
        report.valid() ? requireNonNull(locate(text, Set.of(ID)).get(ID)) : TextPosition.START;
    return new CheckedFile(path, report.valid(), report.findings(), report.document(), idPosition);
  }

  /** One byte more than a document may have is enough to know that it is too large. */
  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(WorkflowValidator.MAX_BYTES + 1);
    }
  }

  private static CheckedFile refuseTakenId(CheckedFile file, Map<WorkflowId, String> servedFrom) {
    if (file.document().isEmpty()) {
      return file;
    }
    WorkflowId id = file.document().get().id();
    String first = servedFrom.putIfAbsent(id, file.path());
    return first == null ? file : file.with(takenId(file, id, first));
  }

  private static Finding takenId(CheckedFile file, WorkflowId id, String first) {
    return new Finding(
        Severity.ERROR,
        ID,
        file.idPosition(),
        "the id \"%s\" is taken by %s, which would be served".formatted(id, first),
        "Give one of the two documents another id.");
  }

  private static String withoutFullStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
