package io.workrail.workflow.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A place that holds documents. A later source in a list takes precedence over an earlier one. */
public interface WorkflowSource {
  /** The fingerprint of a source that cannot be listed. */
  String UNREADABLE = "unreadable";

  /** What is there now. Never throws: what cannot be listed is a problem. */
  Listing list();

  /** The folder to watch for changes, if this source has one. */
  Optional<Path> watchedFolder();

  /** What kind of place this is. */
  default Origin origin() {
    return Origin.FOLDER;
  }

  /**
   * Something that is another after a change that no watch tells of: the source went away, came
   * back, or somebody else changed it. Asked twice a second, so it costs next to nothing. Never
   * throws.
   */
  default String fingerprint() {
    return "";
  }

  /**
   * The files of a source.
   *
   * @param files in path order
   * @param unreadable the folders of the source, as paths like those of files, about whose content
   *     nothing is known at the moment; the empty path is the whole source
   */
  record Listing(List<SourceFile> files, List<CatalogProblem> problems, List<String> unreadable) {
    private static final String EVERYTHING = "";

    public Listing {
      files = List.copyOf(files);
      problems = List.copyOf(problems);
      unreadable = List.copyOf(unreadable);
    }

    /** A listing of which nothing is missing. */
    public Listing(List<SourceFile> files, List<CatalogProblem> problems) {
      this(files, problems, List.of());
    }

    /** What is known of a source that cannot be listed at all: nothing. */
    static Listing unknown(CatalogProblem problem) {
      return new Listing(List.of(), List.of(problem), List.of(EVERYTHING));
    }

    /** Whether the source could not be listed at all. */
    boolean isUnknown() {
      return unreadable.contains(EVERYTHING);
    }

    /** Whether a file that is not listed may be there all the same. */
    boolean mayHold(String path) {
      return unreadable.stream()
          .anyMatch(
              folder ->
                  folder.equals(EVERYTHING)
                      || path.equals(folder)
                      || path.startsWith(folder + "/"));
    }
  }
}
