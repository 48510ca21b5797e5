package io.workrail.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.storage.Database;
import java.nio.file.Path;
import java.util.List;

/**
 * What goes into a backup.
 *
 * @param workflowFolders those of the configuration, in its order; none when documents are in the
 *     database
 * @param configuration the settings in force, without secrets
 * @param release that makes the backup
 */
public record BackupSource(
    Database database, List<Path> workflowFolders, JsonNode configuration, String release) {
  public BackupSource {
    workflowFolders = List.copyOf(workflowFolders);
  }
}
