package io.workrail.workflow.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A place that holds documents. A later source in a list takes precedence over an earlier one. */
public interface WorkflowSource {
  /** What is there now. Never throws: what cannot be listed is a problem. */
  Listing list();

  /** The folder to watch for changes, if this source has one. */
  Optional<Path> watchedFolder();

  /**
   * The files of a source.
   *
   * @param files in path order
   */
  record Listing(List<SourceFile> files, List<CatalogProblem> problems) {
    public Listing {
      files = List.copyOf(files);
      problems = List.copyOf(problems);
    }
  }
}
