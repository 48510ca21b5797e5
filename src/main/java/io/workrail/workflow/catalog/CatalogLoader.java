package io.workrail.workflow.catalog;

import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.validation.Finding;
import io.workrail.workflow.validation.ValidationReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds snapshots. Remembers what it read, so that a reload reads only what changed, and the last
 * good version of each file, which stays served while the file is broken or its folder is away. Not
 * thread-safe.
 */
final class CatalogLoader {
  private static final String KEPT = " What was read before stays served.";
  private static final String LAST_GOOD = " The last good version stays served.";

  /**
   * What is known of a file.
   *
   * @param document what is served of it: its content, or its last good content
   * @param problem why the content itself is not served
   */
  private record Loaded(
      String version, Optional<CatalogEntry> document, Optional<String> problem) {}

  private final List<WorkflowSource> sources;
  private final DocumentRules rules;
  private final List<Map<String, Loaded>> known = new ArrayList<>();

  CatalogLoader(List<WorkflowSource> sources, DocumentRules rules) {
    this.sources = List.copyOf(sources);
    this.rules = rules;
    this.sources.forEach(source -> known.add(new HashMap<>()));
  }

  CatalogSnapshot load() {
    Map<WorkflowId, CatalogEntry> documents = new HashMap<>();
    List<CatalogProblem> problems = new ArrayList<>();
    boolean complete = true;
    for (int i = 0; i < sources.size(); i++) {
      WorkflowSource source = sources.get(i);
      WorkflowSource.Listing listing = source.list();
      Map<String, Loaded> loaded = loadFiles(listing.files(), known.get(i), source.origin());
      Map<String, Loaded> away = keepWhatIsAway(listing, known.get(i), loaded);
      listing
          .problems()
          .forEach(problem -> problems.add(away.isEmpty() ? problem : withKept(problem, listing)));
      loaded.putAll(away);
      known.set(i, loaded);
      complete &= !listing.isUnknown();
      documents.putAll(documentsOf(loaded, problems));
    }
    return new CatalogSnapshot(new TreeMap<>(documents), problems, complete);
  }

  private Map<String, Loaded> loadFiles(
      List<SourceFile> files, Map<String, Loaded> before, Origin origin) {
    Map<String, Loaded> loaded = new TreeMap<>();
    record Named(String path, Loaded file) {}
    // Checking a document costs about a millisecond; a large catalogue is worth every core.
    files.parallelStream()
        .map(file -> new Named(file.path(), loadFile(file, before.get(file.path()), origin)))
        .toList()
        .forEach(named -> loaded.put(named.path(), named.file()));
    return loaded;
  }

  /** A folder that nobody can look into is not an empty one. */
  private static Map<String, Loaded> keepWhatIsAway(
      WorkflowSource.Listing listing, Map<String, Loaded> before, Map<String, Loaded> loaded) {
    Map<String, Loaded> kept = new HashMap<>();
    before.forEach(
        (path, file) -> {
          if (!loaded.containsKey(path) && listing.mayHold(path)) {
            kept.put(path, file);
          }
        });
    return kept;
  }

  private static CatalogProblem withKept(CatalogProblem problem, WorkflowSource.Listing listing) {
    return listing.isUnknown() || listing.unreadable().contains(problem.file())
        ? new CatalogProblem(problem.file(), problem.message() + KEPT)
        : problem;
  }

  private Loaded loadFile(SourceFile file, @Nullable Loaded before, Origin origin) {
    if (before != null && before.version().equals(file.version())) {
      return before;
    }
    Optional<CatalogEntry> lastGood = before == null ? Optional.empty() : before.document();
    try {
      ValidationReport report = rules.check(file.content().read());
      Optional<String> problem = problemOf(report, file);
      return problem.isEmpty()
          ? new Loaded(
              file.version(),
              report.document().map(document -> CatalogEntry.of(document, origin)),
              problem)
          : new Loaded(file.version(), lastGood, problem.map(text -> withLastGood(text, lastGood)));
    } catch (IOException e) {
      // Its version is forgotten, so that the next reload tries again.
      return new Loaded(
          "", lastGood, Optional.of("The file cannot be read; check its owner and permissions."));
    }
  }

  private static Optional<String> problemOf(ValidationReport report, SourceFile file) {
    if (report.document().isEmpty()) {
      Finding first = report.findings().get(0);
      int more = report.findings().size() - 1;
      return Optional.of(first + (more > 0 ? " (and " + more + " more)" : ""));
    }
    WorkflowId id = report.document().map(WorkflowDocument::id).orElseThrow();
    return file.key()
        .filter(key -> !key.equals(id.value()))
        .map(
            key ->
                "It is filed as \"%s\", but its id is \"%s\"; publish it again under its id."
                    .formatted(key, id));
  }

  private static String withLastGood(String problem, Optional<CatalogEntry> lastGood) {
    return lastGood.isPresent() ? problem + LAST_GOOD : problem;
  }

  /**
   * Two documents with one id in one source: the first path serves. A document that is as its file
   * says comes before one that is only remembered of a broken file.
   */
  private static Map<WorkflowId, CatalogEntry> documentsOf(
      Map<String, Loaded> loaded, List<CatalogProblem> problems) {
    Map<WorkflowId, CatalogEntry> documents = new HashMap<>();
    Map<WorkflowId, String> firstPath = new HashMap<>();
    loaded.forEach(
        (path, file) -> {
          if (file.problem().isPresent()) {
            problems.add(new CatalogProblem(path, file.problem().get()));
          } else {
            CatalogEntry document = file.document().orElseThrow();
            String first = firstPath.putIfAbsent(document.id(), path);
            if (first == null) {
              documents.put(document.id(), document);
            } else {
              problems.add(duplicate(path, document.id(), first));
            }
          }
        });
    loaded.values().stream()
        .filter(file -> file.problem().isPresent())
        .flatMap(file -> file.document().stream())
        .forEach(document -> documents.putIfAbsent(document.id(), document));
    return documents;
  }

  private static CatalogProblem duplicate(String path, WorkflowId id, String first) {
    return new CatalogProblem(
        path,
        "The id \"%s\" is taken by %s, which is served; give this document another id."
            .formatted(id, first));
  }
}
