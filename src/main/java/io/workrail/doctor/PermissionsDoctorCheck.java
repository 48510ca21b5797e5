package io.workrail.doctor;

import io.workrail.configuration.FolderPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the server may read and write its files, and nobody else those that are secret. The owner
 * of the data directory counts as the user of the server: a file below it that belongs to somebody
 * else was left there by a command that ran as another user.
 */
public final class PermissionsDoctorCheck implements DoctorCheck {
  private static final int DEPTH = 3;
  private static final long MOST_FILES = 10_000;
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path data;
  private final Path logs;
  private final Path configuration;
  private final String user;

  /**
   * A check of files.
   *
   * @param user who runs this program
   */
  public PermissionsDoctorCheck(Path data, Path logs, Path configuration, String user) {
    this.data = data.toAbsolutePath().normalize();
    this.logs = logs.toAbsolutePath().normalize();
    this.configuration = configuration.toAbsolutePath().normalize();
    this.user = user;
  }

  @Override
  public String name() {
    return "permissions";
  }

  @Override
  public Finding examine() throws IOException {
    List<Finding> findings = new ArrayList<>();
    String owner = Files.isDirectory(data) ? Files.getOwner(data).getName() : user;
    for (Path folder : List.of(data, logs)) {
      writable(folder, owner).ifPresent(findings::add);
    }
    if (Files.isDirectory(data)) {
      belowData(owner, findings);
    }
    if (has(configuration, PosixFilePermission.OTHERS_WRITE)) {
      findings.add(
          Finding.fail("every user may change " + configuration, "chmod o-w " + configuration));
    }
    String who = owner.equals(user) ? "" : "; examined as %s for %s".formatted(user, owner);
    return Finding.all(findings, Finding.ok(state(data, owner) + ", " + state(logs, owner) + who));
  }

  private static String state(Path folder, String owner) {
    return Files.isDirectory(folder)
        ? "%s belongs to %s".formatted(folder, owner)
        : "%s does not exist yet".formatted(folder);
  }

  private Optional<Finding> writable(Path folder, String owner) throws IOException {
    Optional<String> obstacle = FolderPlace.obstacle(folder);
    if (obstacle.isPresent()) {
      return Optional.of(
          Finding.fail(
              "nobody can write into %s: %s".formatted(folder, obstacle.get()),
              "correct DATA_DIR or LOG_DIR, then run the command again: what is kept there could"
                  + " not be examined"));
    }
    if (!Files.exists(folder)) {
      Path parent = FolderPlace.existing(folder);
      return Files.isWritable(parent)
          ? Optional.empty()
          : Optional.of(
              Finding.fail(
                  "%s does not exist, and %s may not make it in %s".formatted(folder, user, parent),
                  "as root: install -d -o %s -m 750 %s".formatted(owner, folder)));
    }
    if (!Files.getOwner(folder).getName().equals(owner) && !owner.equals("root")) {
      return Optional.of(
          Finding.fail(
              "%s belongs to %s, not to %s".formatted(folder, Files.getOwner(folder), owner),
              "as root: chown -R %s: %s".formatted(owner, folder)));
    }
    boolean writable =
        owner.equals(user)
            ? Files.isWritable(folder)
            : has(folder, PosixFilePermission.OWNER_WRITE);
    return writable
        ? Optional.empty()
        : Optional.of(
            Finding.fail(owner + " may not write into " + folder, "chmod u+rwx " + folder));
  }

  private void belowData(String owner, List<Finding> findings) {
    try (Stream<Path> files = Files.walk(data, DEPTH)) {
      for (Path file : files.limit(MOST_FILES).toList()) {
        PosixFileAttributes attributes =
            Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.owner().getName().equals(owner)) {
          findings.add(
              Finding.fail(
                  "%s belongs to %s, not to %s".formatted(file, attributes.owner(), owner),
                  "as root: chown -R %s: %s".formatted(owner, data)));
          return;
        }
        if (isSecret(file)
            && attributes.isRegularFile()
            && isOpenToOthers(attributes.permissions())) {
          findings.add(Finding.fail("other users may read " + file, "chmod 600 " + file));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      findings.add(
          Finding.warn(
              "%s may not look into all of %s".formatted(user, data),
              owner.equals("root")
                  ? "run the command as root"
                  : "run the command as %s, or as root".formatted(owner)));
    }
  }

  /** Whether others than its owner may read or change a file. */
  public static boolean isOpenToOthers(Set<PosixFilePermission> permissions) {
    return permissions.stream().anyMatch(OF_OTHERS::contains);
  }

  private boolean isSecret(Path file) {
    return file.startsWith(data.resolve("secrets"))
        || file.startsWith(data.resolve("audit"))
        || file.getFileName().toString().startsWith("workrail.db");
  }

  private static boolean has(Path file, PosixFilePermission permission) throws IOException {
    return Files.exists(file) && Files.getPosixFilePermissions(file).contains(permission);
  }
}
