package io.workrail.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Where {@code initdb} and {@code postgres} are: unpacked from the class path once for all runs of
 * this user, or, on other machines than Linux on x86-64, those on the PATH.
 */
final class PostgresPrograms {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresPrograms() {}

  static Path folder() throws IOException {
    boolean fits =
        System.getProperty("os.name").equals("Linux")
            && List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    return fits ? unpacked() : onPath();
  }

  private static Path onPath() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .map(Path::of)
            .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
            .findFirst();
    return found.orElseThrow(
        () -> new IllegalStateException("install PostgreSQL and put initdb on the PATH"));
  }

  /** Outside of the build's folder, which the user that PostgreSQL runs as may not enter. */
  private static Path unpacked() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    int size;
    try (InputStream in = PostgresPrograms.class.getResourceAsStream(ARCHIVE)) {
      size = in.available();
    }
    Path home =
        temporary.resolve(
            "workrail-test-postgres-%s-%d".formatted(System.getProperty("user.name"), size));
    if (!Files.isDirectory(home)) {
      Path draft = Files.createTempDirectory(temporary, "workrail-test-postgres-draft");
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      unpack(draft);
      moveIntoPlace(draft, home);
    }
    return home.resolve("bin");
  }

  private static void moveIntoPlace(Path draft, Path home) throws IOException {
    try {
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      PostgresServer.delete(draft);
      if (!Files.isDirectory(home)) {
        throw e;
      }
      // Another run was faster.
    }
  }

  private static void unpack(Path target) throws IOException {
    try (InputStream packed = PostgresPrograms.class.getResourceAsStream(ARCHIVE);
        TarArchiveInputStream archive =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      TarArchiveEntry entry;
      while ((entry = archive.getNextEntry()) != null) {
        Path path = target.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          unpack(archive, entry, path);
        }
      }
    }
  }

  private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(archive, path);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
