package io.workrail.storage.swap;

import java.nio.file.Path;
import java.util.List;

/**
 * A file or folder that takes the place of another one. All three places are on one file system.
 *
 * @param live the place; nothing may be there yet
 * @param fresh where the new one is before; when it is not there any more, it is in its place
 * @param kept where the old one is afterwards
 * @param companions endings of files that belong to the old one and lie beside it, such as {@code
 *     -wal}: they go with it
 */
public record Exchange(Path live, Path fresh, Path kept, List<String> companions) {
  public Exchange {
    companions = List.copyOf(companions);
  }

  Path liveCompanion(String ending) {
    return live.resolveSibling(live.getFileName() + ending);
  }

  Path keptCompanion(String ending) {
    return kept.resolveSibling(kept.getFileName() + ending);
  }
}
