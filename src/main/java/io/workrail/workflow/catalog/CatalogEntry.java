package io.workrail.workflow.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.WorkflowReader;
import java.util.List;

/**
 * A document as the catalogue keeps it: what lists show, and the text itself, packed. As records,
 * with its patterns compiled, a document takes some twelve times as much memory. Immutable; equal
 * when the documents say the same.
 */
public final class CatalogEntry {
  private final WorkflowId id;
  private final String name;
  private final String description;
  private final String category;
  private final String version;
  private final List<String> tags;
  private final ContentHash hash;
  private final Origin origin;
  private final PackedText text;

  private CatalogEntry(WorkflowDocument document, Origin origin) {
    Workflow workflow = document.workflow();
    this.id = workflow.id();
    this.name = workflow.name();
    this.description = workflow.description();
    this.category = workflow.category();
    this.version = workflow.version();
    this.tags = workflow.tags();
    this.hash = document.hash();
    this.origin = origin;
    this.text = PackedText.of(StrictJson.write(document.json()));
  }

  /** The entry of a checked document. */
  static CatalogEntry of(WorkflowDocument document, Origin origin) {
    return new CatalogEntry(document, origin);
  }

  /** The id inside the document. */
  public WorkflowId id() {
    return id;
  }

  /** See {@link Workflow#name}. */
  public String name() {
    return name;
  }

  /** See {@link Workflow#description}. */
  public String description() {
    return description;
  }

  /** See {@link Workflow#category}. */
  public String category() {
    return category;
  }

  /** See {@link Workflow#version}. */
  public String version() {
    return version;
  }

  /** See {@link Workflow#tags}. */
  public List<String> tags() {
    return tags;
  }

  /** What the document says, as one value. */
  public ContentHash hash() {
    return hash;
  }

  /** Where it is served from. */
  public Origin origin() {
    return origin;
  }

  /** Reads the document again; costs about a millisecond. */
  WorkflowDocument open() {
    try {
      ObjectNode json = (ObjectNode) StrictJson.parse(text.unpack());
      return new WorkflowDocument(WorkflowReader.read(json), json, hash);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a document that was read cannot be read again: " + id, e);
    }
  }

  /** UTF-16 units of the text. */
  int length() {
    return text.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CatalogEntry entry && hash.equals(entry.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return id + " " + version;
  }
}
