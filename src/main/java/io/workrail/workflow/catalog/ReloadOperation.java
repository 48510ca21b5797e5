package io.workrail.workflow.catalog;

import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;
import io.workrail.workflow.WorkflowId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * {@code reload}: reads the documents now, without waiting for the watch or the poll, and says what
 * is different.
 */
final class ReloadOperation implements AdminOperation {
  private final WorkflowCatalog catalog;

  ReloadOperation(WorkflowCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The answer.
   *
   * @param workflows how many are served now
   * @param problems what is not served as it stands
   */
  record Reloaded(
      int workflows,
      List<String> added,
      List<String> changed,
      List<String> removed,
      List<CatalogProblem> problems) {}

  @Override
  public String name() {
    return "reload";
  }

  @Override
  public AdminReply run(AdminRequest request) {
    Map<WorkflowId, CatalogEntry> before = catalog.snapshot().documents();
    CatalogSnapshot snapshot = catalog.reload();
    Map<WorkflowId, CatalogEntry> after = snapshot.documents();
    return new AdminReply.Document(
        new Reloaded(
            after.size(),
            ids(after, id -> !before.containsKey(id)),
            ids(
                after,
                id -> before.containsKey(id) && !Objects.equals(after.get(id), before.get(id))),
            ids(before, id -> !after.containsKey(id)),
            snapshot.problems()));
  }

  private static List<String> ids(
      Map<WorkflowId, CatalogEntry> documents, Predicate<WorkflowId> wanted) {
    return new TreeMap<>(documents)
        .keySet().stream().filter(wanted).map(WorkflowId::value).toList();
  }
}
