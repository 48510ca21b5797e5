package io.workrail.backup.archive;

import java.util.regex.Pattern;

/** The names that entries of an archive may have. */
public final class EntryNames {
  /** The settings that were in force, without secrets. */
  public static final String CONFIGURATION = "configuration.json";

  private static final String TABLES = "tables/";
  private static final String ROWS = ".ndjson";
  private static final String WORKFLOWS = "workflows/";
  private static final int LONGEST = 1_000;

  private static final Pattern TABLE = Pattern.compile("tables/[a-z][a-z0-9_]*\\.ndjson");

  /** A path below a numbered folder: no part is empty, {@code .} or {@code ..}. */
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "workflows/(?:0|[1-9][0-9]{0,3})(?:/(?!\\.{1,2}(?:/|$))[^/\\\\\\p{Cc}\\p{Cs}]+)+");

  private EntryNames() {}

  /** The entry with the rows of a table. */
  public static String ofTable(String table) {
    return TABLES + table + ROWS;
  }

  /**
   * The entry of a document.
   *
   * @param folder the place of its folder among those of the configuration, from 0
   * @param path below the folder, with forward slashes
   */
  public static String ofDocument(int folder, String path) {
    return WORKFLOWS + folder + "/" + path;
  }

  /** Whether an entry holds a document of a workflow folder. */
  public static boolean isDocument(String name) {
    return DOCUMENT.matcher(name).matches() && name.endsWith(".json");
  }

  /** Whether an archive may have such an entry. */
  static boolean isAllowed(String name) {
    return name.length() <= LONGEST
        && (name.equals(Manifest.NAME)
            || name.equals(CONFIGURATION)
            || TABLE.matcher(name).matches()
            || isDocument(name));
  }
}
