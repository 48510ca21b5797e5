package io.workrail.backup.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.workrail.backup.archive.ArchiveReader;
import io.workrail.backup.archive.EntryNames;
import io.workrail.backup.archive.Verification;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * The content of an archive as files.
 *
 * @param folder holds {@code tables/<name>.ndjson} and {@code workflows/<n>/…}
 * @param configuration of the server that was backed up, without secrets
 */
record Unpacked(Path folder, JsonNode configuration) {
  /** A configuration has a hundred settings; what is larger is none. */
  private static final int LARGEST_CONFIGURATION = 4 * 1024 * 1024;

  /** Unpacks an archive that was verified; nothing gets out of the folder. */
  static Unpacked of(ArchiveReader reader, Path archive, Verification verified, Path folder)
      throws IOException {
    reader.readEach(archive, verified, (name, content) -> write(folder, name, content));
    return new Unpacked(folder, configuration(folder.resolve(EntryNames.CONFIGURATION)));
  }

  /** The rows of a table. */
  Path table(String name) {
    return folder.resolve(EntryNames.ofTable(name));
  }

  /** The documents of a workflow folder; may not be there. */
  Path documents(int place) {
    return folder.resolve("workflows").resolve(String.valueOf(place));
  }

  /** Whether the server served documents from its database, not from folders. */
  boolean servedFromDatabase() {
    return storage().path("type").asText().equals("database");
  }

  /** How many workflow folders the server had; what is published went into the last one. */
  int folders() throws IOException {
    long named =
        Arrays.stream(storage().path("path").asText().split(":", -1))
            .filter(path -> !path.isBlank())
            .count();
    int count = Math.max(1, Math.toIntExact(named));
    while (Files.isDirectory(documents(count))) {
      count++;
    }
    return count;
  }

  private JsonNode storage() {
    return configuration.path("workflows").path("storage");
  }

  private static void write(Path folder, String name, InputStream content) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("the entry leads out of the scratch folder: " + name);
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    // Fails when the file is there, also as a link.
    Files.copy(content, file);
  }

  private static JsonNode configuration(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) > LARGEST_CONFIGURATION) {
      return MissingNode.getInstance();
    }
    try {
      return StrictJson.parse(Files.readAllBytes(file));
    } catch (MalformedJsonException e) {
      // It only helps to tell what was served; the data do not depend on it.
      return MissingNode.getInstance();
    }
  }
}
