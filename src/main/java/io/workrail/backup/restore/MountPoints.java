package io.workrail.backup.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Folders that cannot be renamed because something is mounted there. */
final class MountPoints {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");

  /** See proc(5): the fifth field, with spaces and the like as octal numbers. */
  private static final int FIELD = 4;

  private MountPoints() {}

  /** Whether something is mounted at a folder, which has no links in its path. */
  static boolean isMounted(Path folder) throws IOException {
    Path parent = folder.getParent();
    return parent == null || !areOneFileSystem(folder, parent) || all().contains(folder.toString());
  }

  /** Whether a rename leads from one folder into the other. */
  static boolean areOneFileSystem(Path one, Path other) throws IOException {
    return Objects.equals(
        Files.getAttribute(one, "unix:dev"), Files.getAttribute(other, "unix:dev"));
  }

  /** Also the ones that show a part of the same file system. */
  private static List<String> all() throws IOException {
    if (!Files.isReadable(TABLE)) {
      return List.of();
    }
    return Files.readAllLines(TABLE).stream()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields.length > FIELD)
        .map(fields -> plain(fields[FIELD]))
        .toList();
  }

  private static String plain(String escaped) {
    return escaped
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
