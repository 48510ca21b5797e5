package io.workrail.workflow.catalog;

import io.workrail.configuration.PlainText;
import io.workrail.workflow.NearestName;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.validation.WorkflowValidator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents a server serves. Reads are answered from an immutable snapshot in memory and never
 * touch a file; thread-safe.
 */
public final class WorkflowCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(WorkflowCatalog.class);

  private final List<WorkflowSource> sources;
  private final CatalogLoader loader;
  private final OpenDocuments open = new OpenDocuments(Runtime.getRuntime().maxMemory());
  private volatile CatalogSnapshot snapshot = CatalogSnapshot.EMPTY;
  private volatile boolean loaded;
  private volatile List<String> loadedFrom = List.of();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * An empty catalogue; {@link #reload} fills it.
   *
   * @param sources by increasing precedence
   * @param strict whether a warning refuses a document as an error does
   */
  public WorkflowCatalog(
      List<WorkflowSource> sources, WorkflowValidator validator, boolean strict) {
    this(sources, new DocumentRules(validator, strict));
  }

  WorkflowCatalog(List<WorkflowSource> sources, DocumentRules rules) {
    this.sources = List.copyOf(sources);
    this.loader = new CatalogLoader(this.sources, rules);
  }

  /** Runs a listener after each time the documents were read; it must be quick. */
  public void onReload(Runnable listener) {
    listeners.add(listener);
  }

  /** The documents of this moment; hold on to it for the length of a call. */
  public CatalogSnapshot snapshot() {
    return snapshot;
  }

  /** Whether the documents were read at least once. */
  public boolean isLoaded() {
    return loaded;
  }

  /** What lists show of the document with this id. */
  public Optional<CatalogEntry> findEntry(String id) {
    return WorkflowId.isValid(id)
        ? Optional.ofNullable(snapshot.documents().get(new WorkflowId(id)))
        : Optional.empty();
  }

  /** The document with this id. */
  public Optional<WorkflowDocument> find(String id) {
    return findEntry(id).map(open::get);
  }

  /**
   * The document with this id.
   *
   * @throws WorkflowNotFoundException when there is none
   */
  public WorkflowDocument require(String id) {
    return find(id).orElseThrow(() -> notFound(id));
  }

  /** Reads what changed in the sources and swaps the snapshot at once. */
  public synchronized CatalogSnapshot reload() {
    CatalogSnapshot before = snapshot;
    // Asked first: a change during the load makes the next look see another one.
    List<String> loadingFrom = fingerprints();
    CatalogSnapshot after = loader.load();
    snapshot = after;
    loaded = true;
    loadedFrom = isTornAway(after, loadingFrom) ? List.of() : loadingFrom;
    if (!after.equals(before)) {
      LOG.info(
          "Catalogue: {}, {}",
          PlainText.count(after.documents().size(), "workflow"),
          PlainText.count(after.problems().size(), "problem"));
    }
    after.problems().stream()
        .filter(problem -> !before.problems().contains(problem))
        .forEach(problem -> LOG.warn("Workflow {}: {}", problem.file(), problem.message()));
    listeners.forEach(Runnable::run);
    return after;
  }

  /** Whether a source is another than when it was read; costs next to nothing. */
  boolean isOutdated() {
    return !loadedFrom.equals(fingerprints());
  }

  /** A source that went away or came back in this moment: the next look must not find it equal. */
  private static boolean isTornAway(CatalogSnapshot after, List<String> fingerprints) {
    return after.complete() == fingerprints.contains(WorkflowSource.UNREADABLE);
  }

  private List<String> fingerprints() {
    return sources.stream().map(WorkflowSource::fingerprint).toList();
  }

  private WorkflowNotFoundException notFound(String id) {
    List<String> ids = snapshot.documents().keySet().stream().map(WorkflowId::value).toList();
    return new WorkflowNotFoundException(id, NearestName.of(id, ids));
  }
}
