package io.workrail.workflow.catalog;

import java.io.IOException;
import java.util.Optional;

/**
 * A document in a source, not read yet.
 *
 * @param path relative to the source, with forward slashes; unique in the source
 * @param version changes whenever the content may have changed
 * @param content reads the text
 * @param key the id that the document must have, where the source files documents by id
 */
public record SourceFile(String path, String version, Content content, Optional<String> key) {
  /** Reads the text of a file. */
  @FunctionalInterface
  public interface Content {
    /** The bytes, at most one more than a document may have. */
    byte[] read() throws IOException;
  }

  /** A document that may have any id. */
  public SourceFile(String path, String version, Content content) {
    this(path, version, content, Optional.empty());
  }
}
