package io.workrail.workflow.catalog;

import java.util.Locale;

/** Where a document is served from. */
public enum Origin {
  /** It came with the release. */
  RELEASE,
  /** A folder that is only read: publishing goes to another one, which wins. */
  FOLDER,
  /** Where publishing writes: the last folder, or the database. */
  STORAGE;

  /** The name in replies and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
