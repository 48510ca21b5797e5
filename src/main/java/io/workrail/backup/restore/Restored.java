package io.workrail.backup.restore;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.workrail.configuration.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a restore did.
 *
 * @param archive the name of the file
 * @param createdAt when the backup was made
 * @param release that made it
 * @param contentDigest of the archive
 * @param rows by table
 * @param workflows documents that were put in place
 * @param revocationsKept withdrawn tokens that the backup did not know and that stay withdrawn
 * @param kept what was replaced
 * @param notes what the operator should know, in sentences
 */
@JsonPropertyOrder({
  "archive",
  "createdAt",
  "release",
  "contentDigest",
  "rows",
  "workflows",
  "revocationsKept",
  "kept",
  "notes"
})
public record Restored(
    String archive,
    String createdAt,
    String release,
    String contentDigest,
    Map<String, Long> rows,
    int workflows,
    int revocationsKept,
    List<Kept> kept,
    List<String> notes) {
  public Restored {
    kept = List.copyOf(kept);
    notes = List.copyOf(notes);
  }

  /**
   * Something that was replaced. Nobody needs it any more when the restored data are as expected.
   *
   * @param place where it is
   * @param removal the command or statement that deletes it
   */
  public record Kept(String place, String removal) {}

  /** For people, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("restored %s of %s, made by WorkRail %s".formatted(archive, createdAt, release));
    rows.forEach(
        (table, count) -> lines.add("  %-18s %s".formatted(table, PlainText.count(count, "row"))));
    lines.add("  %-18s %s".formatted("workflows", PlainText.count(workflows, "document")));
    kept.forEach(
        one ->
            lines.add(
                "kept: %s; delete it when all is well: %s".formatted(one.place(), one.removal())));
    notes.forEach(note -> lines.add("note: " + note));
    return lines;
  }
}
