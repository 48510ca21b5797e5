package io.workrail.backup.restore;

import io.workrail.storage.Ownership;
import io.workrail.storage.swap.Disk;
import io.workrail.storage.swap.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A new workflow folder, beside the one that it replaces: with the owner and mode of that one. Not
 * thread-safe.
 */
final class DocumentFolder {
  private static final String NEW_FOLDERS = "rwxr-x---";
  private static final Set<String> OWN_FILES = Set.of(".workrail.lock", ".workrail-unfinished");

  private final Path live;
  private final Path fresh;
  private final Path kept;
  private int documents;

  private DocumentFolder(Path live, Path fresh, Path kept) {
    this.live = live;
    this.fresh = fresh;
    this.kept = kept;
  }

  /** An empty one that will take the place of a folder, which may be missing. */
  static DocumentFolder of(Path live, Places places) throws IOException {
    String name = Objects.requireNonNull(live.getFileName()).toString();
    Path fresh = Files.createDirectory(places.scratchFor(live).resolve("new-" + name));
    return new DocumentFolder(live, fresh, places.keptFor(live).resolve(name));
  }

  /** Adds all documents below a folder, which may be missing. */
  void addAll(Path folder) throws IOException {
    for (Path file : files(folder)) {
      try (InputStream content = Files.newInputStream(file)) {
        add(folder.relativize(file).toString(), content);
      }
    }
  }

  /** Adds a document. */
  void add(String path, InputStream content) throws IOException {
    Path file = fresh.resolve(path).normalize();
    if (!file.startsWith(fresh)) {
      throw new IOException("the document leads out of its folder: " + path);
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.copy(content, file);
    documents++;
  }

  int documents() {
    return documents;
  }

  /** The exchange, with everything on the disk. */
  Exchange exchange() throws IOException {
    boolean isReplaced = Files.isDirectory(live);
    Path model = isReplaced ? live : Objects.requireNonNull(live.getParent());
    try (Stream<Path> made = Files.walk(fresh)) {
      for (Path path : made.toList()) {
        if (Files.isDirectory(path)) {
          Files.setPosixFilePermissions(
              path,
              isReplaced
                  ? Files.getPosixFilePermissions(live)
                  : PosixFilePermissions.fromString(NEW_FOLDERS));
        }
        Ownership.giveToOwnerOf(model, path);
      }
    }
    Disk.forceAll(fresh);
    return new Exchange(live, fresh, kept, List.of());
  }

  /** Files of the replaced folder that are no documents, and so in no backup. */
  List<String> otherFiles() throws IOException {
    List<String> others = new ArrayList<>();
    for (Path file : files(live)) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".json") && !OWN_FILES.contains(name)) {
        others.add(live.relativize(file).toString());
      }
    }
    return others;
  }

  Path kept() {
    return kept;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }
}
