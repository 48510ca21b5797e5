package io.workrail.workflow.catalog;

import java.io.IOException;

/**
 * A document in a source, not read yet.
 *
 * @param path relative to the source, with forward slashes; unique in the source
 * @param version changes whenever the content may have changed
 * @param content reads the text
 */
public record SourceFile(String path, String version, Content content) {
  /** Reads the text of a file. */
  @FunctionalInterface
  public interface Content {
    /** The bytes, at most one more than a document may have. */
    byte[] read() throws IOException;
  }
}
