package io.workrail.workflow.catalog;

import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.validation.Finding;
import io.workrail.workflow.validation.ValidationReport;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds snapshots. Remembers what it read, so that a reload reads only what changed, and the last
 * good version of each file, which stays served while the file is broken. Not thread-safe.
 */
final class CatalogLoader {
  /**
   * What is known of a file.
   *
   * @param document what is served of it: its content, or its last good content
   * @param problem why the content itself is not served
   */
  private record Loaded(
      String version, Optional<CatalogEntry> document, Optional<String> problem) {}

  private final List<WorkflowSource> sources;
  private final WorkflowValidator validator;
  private final boolean strict;
  private final List<Map<String, Loaded>> known = new ArrayList<>();

  CatalogLoader(List<WorkflowSource> sources, WorkflowValidator validator, boolean strict) {
    this.sources = List.copyOf(sources);
    this.validator = validator;
    this.strict = strict;
    this.sources.forEach(source -> known.add(new HashMap<>()));
  }

  CatalogSnapshot load() {
    Map<WorkflowId, CatalogEntry> documents = new HashMap<>();
    List<CatalogProblem> problems = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      WorkflowSource.Listing listing = sources.get(i).list();
      problems.addAll(listing.problems());
      Map<String, Loaded> loaded = loadFiles(listing.files(), known.get(i));
      known.set(i, loaded);
      documents.putAll(documentsOf(loaded, problems));
    }
    return new CatalogSnapshot(new TreeMap<>(documents), problems);
  }

  private Map<String, Loaded> loadFiles(List<SourceFile> files, Map<String, Loaded> before) {
    Map<String, Loaded> loaded = new TreeMap<>();
    record Named(String path, Loaded file) {}
    // Checking a document costs about a millisecond; a large catalogue is worth every core.
    files.parallelStream()
        .map(file -> new Named(file.path(), loadFile(file, before.get(file.path()))))
        .toList()
        .forEach(named -> loaded.put(named.path(), named.file()));
    return loaded;
  }

  private Loaded loadFile(SourceFile file, @Nullable Loaded before) {
    if (before != null && before.version().equals(file.version())) {
      return before;
    }
    Optional<CatalogEntry> lastGood = before == null ? Optional.empty() : before.document();
    try {
      ValidationReport report = validator.validate(decode(file.content().read()));
      ValidationReport decisive = strict ? report.strict() : report;
      return decisive.valid()
          ? new Loaded(file.version(), decisive.document().map(CatalogEntry::of), Optional.empty())
          : new Loaded(file.version(), lastGood, Optional.of(describe(decisive, lastGood)));
    } catch (CharacterCodingException e) {
      return new Loaded(
          file.version(), lastGood, Optional.of("The text is not UTF-8; save it as UTF-8."));
    } catch (IOException e) {
      // Its version is forgotten, so that the next reload tries again.
      return new Loaded(
          "", lastGood, Optional.of("The file cannot be read; check its owner and permissions."));
    }
  }

  private static String decode(byte[] utf8) throws CharacterCodingException {
    // A decoder of its own reports what the String constructor would replace silently.
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  private static String describe(ValidationReport report, Optional<CatalogEntry> lastGood) {
    Finding first = report.findings().get(0);
    int more = report.findings().size() - 1;
    return first
        + (more > 0 ? " (and " + more + " more)" : "")
        + (lastGood.isPresent() ? " The last good version stays served." : "");
  }

  /** Two documents with one id in one source: the first path serves. */
  private static Map<WorkflowId, CatalogEntry> documentsOf(
      Map<String, Loaded> loaded, List<CatalogProblem> problems) {
    Map<WorkflowId, CatalogEntry> documents = new HashMap<>();
    Map<WorkflowId, String> firstPath = new HashMap<>();
    loaded.forEach(
        (path, file) -> {
          file.problem().ifPresent(message -> problems.add(new CatalogProblem(path, message)));
          file.document()
              .ifPresent(
                  document -> {
                    String first = firstPath.putIfAbsent(document.id(), path);
                    if (first == null) {
                      documents.put(document.id(), document);
                    } else {
                      problems.add(duplicate(path, document.id(), first));
                    }
                  });
        });
    return documents;
  }

  private static CatalogProblem duplicate(String path, WorkflowId id, String first) {
    return new CatalogProblem(
        path,
        "The id \"%s\" is taken by %s, which is served; give this document another id."
            .formatted(id, first));
  }
}
