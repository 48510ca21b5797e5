package io.workrail.configuration;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Places that the configuration names for folders, which may not exist yet. Makes nothing. */
public final class FolderPlace {
  /**
   * What the kernel shows as files, by the types in /proc/filesystems: nobody makes folders there.
   */
  private static final Set<String> OF_THE_KERNEL =
      Set.of("proc", "sysfs", "devpts", "debugfs", "tracefs", "securityfs");

  private FolderPlace() {}

  /** Whether there is a folder, or one can be made: no part of the path is anything else. */
  public static boolean canBe(Path folder) {
    return parts(folder).noneMatch(FolderPlace::isNoFolder);
  }

  /**
   * Why no user at all can write into a folder, or make it; what a user may do on this machine is
   * another matter.
   */
  public static Optional<String> obstacle(Path folder) {
    return parts(folder)
        .filter(FolderPlace::isNoFolder)
        .findFirst()
        .map(part -> part + " is no folder")
        .or(() -> obstacleOfFileSystem(existing(folder)));
  }

  /** The folder itself, or the nearest one above it that this user can see. */
  public static Path existing(Path folder) {
    return parts(folder).filter(Files::exists).findFirst().orElse(folder);
  }

  /**
   * Asks for the access itself: the options of the mount tell nothing where systemd has mounted a
   * part of a read-only file system once more, for writing.
   */
  private static Optional<String> obstacleOfFileSystem(Path place) {
    try {
      if (OF_THE_KERNEL.contains(Files.getFileStore(place).type())) {
        return Optional.of("%s shows the kernel and keeps no files".formatted(place));
      }
      place.getFileSystem().provider().checkAccess(place, AccessMode.WRITE);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      // Another user may be allowed to.
      return Optional.empty();
    } catch (FileSystemException e) {
      return Optional.ofNullable(e.getReason())
          .map(reason -> "%s takes no files: %s".formatted(place, reason));
    } catch (IOException e) {
      // Nothing is known of the mount; the start will tell.
      return Optional.empty();
    }
  }

  /** The folder and those above it, the nearest one first. */
  private static Stream<Path> parts(Path folder) {
    return Stream.iterate(
        folder.toAbsolutePath().normalize(), Objects::nonNull, (Path path) -> path.getParent());
  }

  private static boolean isNoFolder(Path part) {
    try {
      return !Files.readAttributes(part, BasicFileAttributes.class).isDirectory();
    } catch (NoSuchFileException e) {
      // A link that leads nowhere is in the way, too.
      return Files.exists(part, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      // Below a file, which is found itself; or this user may not look.
      return false;
    }
  }
}
