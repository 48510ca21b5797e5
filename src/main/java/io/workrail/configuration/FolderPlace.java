package io.workrail.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Places that the configuration names for folders, which may not exist yet. */
public final class FolderPlace {
  private FolderPlace() {}

  /** Whether there is a folder, or one can be made: no part of the path is a file. */
  public static boolean canBe(Path folder) {
    return Stream.iterate(
            folder.toAbsolutePath().normalize(), Objects::nonNull, (Path path) -> path.getParent())
        .noneMatch(Files::isRegularFile);
  }
}
