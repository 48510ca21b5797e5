package io.workrail.storage.swap;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Changes of a file system that are on the disk when a method returns. */
public final class Disk {
  private Disk() {}

  /** Renames a file or folder; a file that is there already is replaced (rename(2)). */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path source = parent(from);
    Path target = parent(to);
    force(target);
    if (!source.equals(target)) {
      force(source);
    }
  }

  /** Brings a file, or the names in a folder, to the disk. */
  public static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Brings a folder with everything in it to the disk. */
  public static void forceAll(Path folder) throws IOException {
    for (Path path : content(folder)) {
      force(path);
    }
  }

  /** Removes a file, or a folder with everything in it, if it is there. Links are not followed. */
  public static void deleteAll(Path path) throws IOException {
    if (!Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    for (Path each : content(path)) {
      Files.deleteIfExists(each);
    }
  }

  /** The deepest first. */
  private static List<Path> content(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent());
  }
}
