package io.workrail.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.storage.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last attempt of any process: a server tells of the failure of a command, too. In the folder,
 * and in memory for when the folder is what fails. Thread-safe.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final String FILE = ".workrail-backup.last";
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private volatile @Nullable Attempt own;

  Attempts(Path folder) {
    this.folder = folder;
  }

  /** The newest that is known. */
  Optional<Attempt> last() {
    Optional<Attempt> mine = Optional.ofNullable(own);
    Optional<Attempt> noted = read();
    return noted
        .filter(other -> mine.isEmpty() || !mine.get().time().isAfter(other.time()))
        .or(() -> mine);
  }

  void note(Attempt attempt) {
    own = attempt;
    try {
      write(attempt);
    } catch (IOException e) {
      LOG.debug("Only this process knows how its last backup ended", e);
    }
  }

  private void write(Attempt attempt) throws IOException {
    Path draft = Files.createTempFile(folder, FILE, "", OWNER_ONLY);
    try {
      Ownership.giveToOwnerOf(folder, draft);
      Files.write(draft, StrictJson.writeBytes(attempt));
      Files.move(
          draft,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private Optional<Attempt> read() {
    try {
      JsonNode noted = StrictJson.parse(Files.readAllBytes(folder.resolve(FILE)));
      Attempt attempt =
          new Attempt(
              noted.path("at").asText(),
              noted.path("failure").asText(),
              noted.path("uploadFailure").asText());
      return Optional.of(attempt).filter(valid -> valid.time().toEpochMilli() > 0);
    } catch (IOException | MalformedJsonException | DateTimeException e) {
      // None was made yet, or the folder cannot be read, which listing it tells.
      return Optional.empty();
    }
  }
}
