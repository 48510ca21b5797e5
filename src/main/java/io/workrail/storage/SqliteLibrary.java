package io.workrail.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native code, unpacked once and kept. The driver would unpack it at every start into the
 * folder for temporary files, which hardened machines mount without the right to execute, and would
 * leave it there when the process is killed.
 */
final class SqliteLibrary {
  /** The driver's own setting; if somebody set it, it stands. */
  private static final String FOLDER_PROPERTY = "org.sqlite.lib.path";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private SqliteLibrary() {}

  /**
   * Makes sure that the library of this release lies in a folder and is loaded from there. If it
   * cannot be loaded from there, the driver falls back to its own way.
   */
  static synchronized void keepIn(Path folder) throws IOException {
    if (System.getProperty(FOLDER_PROPERTY) != null) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    byte[] library = packed(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
    Path file = folder.resolve(name);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), library)) {
      Files.createDirectories(folder, OWNER_ONLY);
      // Moved into place: a server that still runs on the old file keeps it.
      Path draft = Files.createTempFile(folder, "unpacking", "", OWNER_ONLY);
      Files.write(draft, library);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    System.setProperty(FOLDER_PROPERTY, folder.toAbsolutePath().toString());
  }

  private static byte[] packed(String resource) throws IOException {
    try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, "no SQLite for this machine: " + resource).readAllBytes();
    }
  }
}
