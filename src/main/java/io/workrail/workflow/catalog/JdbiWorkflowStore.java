package io.workrail.workflow.catalog;

import io.workrail.storage.Database;
import io.workrail.storage.StorageUnavailableException;
import io.workrail.workflow.WorkflowId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Documents in the table {@code workflows}, for all servers on the database. The row of {@code
 * workflow_changes} gets another stamp with every change: whoever wants to know whether there is
 * something new reads that one row. Thread-safe.
 */
public final class JdbiWorkflowStore implements WorkflowStore {
  /** Documents that are read by one statement. */
  private static final int CHUNK = 100;

  private final Database database;
  private final Clock clock;
  private Map<String, String> listed = Map.of();

  /** The store holds another version than was expected: undoes the unit. */
  private static final class SupersededException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private record Found(Map<String, String> digests, Map<String, String> texts) {}

  private record Change(String sql, Map<String, Object> values) {}

  /** A store in this database. */
  public JdbiWorkflowStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<Path> watchedFolder() {
    return Optional.empty();
  }

  @Override
  public String place() {
    return "the database";
  }

  @Override
  public String fingerprint() {
    try {
      return database.read(
          handle ->
              handle
                  .createQuery("SELECT stamp FROM workflow_changes WHERE id = 1")
                  .mapTo(String.class)
                  .findOne()
                  .orElse(""));
    } catch (StorageUnavailableException e) {
      return UNREADABLE;
    }
  }

  /** All ids, and the texts that the listing before did not have, as of one moment. */
  @Override
  public synchronized Listing list() {
    try {
      Found found = database.read(this::look);
      listed = found.digests();
      return new Listing(
          found.digests().entrySet().stream()
              .map(row -> file(row.getKey(), row.getValue(), found.texts()))
              .toList(),
          List.of());
    } catch (StorageUnavailableException e) {
      return Listing.unknown(
          new CatalogProblem(
              "database", e.reason().sentence() + "; see the check database, and DATABASE_URL."));
    }
  }

  private Found look(Handle handle) {
    Map<String, String> digests = new TreeMap<>();
    handle
        .createQuery("SELECT id, digest FROM workflows")
        .map((row, context) -> Map.entry(row.getString("id"), row.getString("digest")))
        .forEach(row -> digests.put(row.getKey(), row.getValue()));
    List<String> isNew =
        digests.entrySet().stream()
            .filter(row -> !row.getValue().equals(listed.get(row.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    return new Found(digests, texts(handle, isNew));
  }

  private SourceFile file(String id, String digest, Map<String, String> texts) {
    return new SourceFile(id, digest, () -> content(id, texts), Optional.of(id));
  }

  /** The text is missing here when whoever got the listing before did not read all of it. */
  private byte[] content(String id, Map<String, String> texts) throws IOException {
    String text = texts.get(id);
    return (text == null ? textNow(id) : text).getBytes(StandardCharsets.UTF_8);
  }

  private String textNow(String id) throws IOException {
    try {
      return database
          .read(handle -> Optional.ofNullable(texts(handle, List.of(id)).get(id)))
          .orElseThrow(() -> new IOException("removed since the listing: " + id));
    } catch (StorageUnavailableException e) {
      throw new IOException(e);
    }
  }

  private static Map<String, String> texts(Handle handle, List<String> ids) {
    Map<String, String> texts = new HashMap<>();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      handle
          .createQuery("SELECT id, document FROM workflows WHERE id IN (<ids>)")
          .bindList("ids", ids.subList(from, Math.min(from + CHUNK, ids.size())))
          .map((row, context) -> Map.entry(row.getString("id"), row.getString("document")))
          .forEach(row -> texts.put(row.getKey(), row.getValue()));
    }
    return texts;
  }

  @Override
  public Optional<StoredWorkflow> find(WorkflowId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT document, digest FROM workflows WHERE id = :id")
                .bind("id", id.value())
                .map(
                    (row, context) ->
                        new StoredWorkflow(id, row.getString("document"), row.getString("digest")))
                .findOne());
  }

  @Override
  public boolean put(NewWorkflow document, Optional<String> expected) {
    Map<String, Object> values = new HashMap<>();
    values.put("id", document.id().value());
    values.put("document", document.text());
    values.put("digest", TextDigest.of(document.text()));
    values.put("at", clock.millis());
    values.put("actor", document.actor());
    expected.ifPresent(version -> values.put("expected", version));
    return apply(
        new Change(
            expected.isPresent()
                ? """
                  UPDATE workflows SET document = :document, digest = :digest,
                    published_at = :at, published_by = :actor
                  WHERE id = :id AND digest = :expected"""
                : """
                  INSERT INTO workflows (id, document, digest, published_at, published_by)
                  VALUES (:id, :document, :digest, :at, :actor)
                  ON CONFLICT (id) DO NOTHING""",
            values));
  }

  @Override
  public boolean remove(WorkflowId id, String expected) {
    return apply(
        new Change(
            "DELETE FROM workflows WHERE id = :id AND digest = :expected",
            Map.of("id", id.value(), "expected", expected)));
  }

  /** Makes every server look at the documents anew, as after a change. */
  public void renewStamp() {
    database.write(JdbiWorkflowStore::renewStamp);
  }

  private static int renewStamp(Handle handle) {
    return handle.execute(
        "UPDATE workflow_changes SET stamp = ? WHERE id = 1", UUID.randomUUID().toString());
  }

  private boolean apply(Change change) {
    try {
      return database.write(
          handle -> {
            renewStamp(handle);
            if (handle.createUpdate(change.sql()).bindMap(change.values()).execute() == 0) {
              throw new SupersededException();
            }
            return true;
          });
    } catch (SupersededException e) {
      return false;
    }
  }
}
