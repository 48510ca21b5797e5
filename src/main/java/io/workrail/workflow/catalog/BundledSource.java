package io.workrail.workflow.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The documents that come with the release, in the folder {@code workflows} of its archive. */
public final class BundledSource implements WorkflowSource {
  private static final String FOLDER = "/workflows";

  private final Listing listing;

  /** Reads the archive once; it does not change while the server runs. */
  public BundledSource() {
    this.listing = new Listing(readArchive(), List.of());
  }

  @Override
  public Listing list() {
    return listing;
  }

  @Override
  public Optional<Path> watchedFolder() {
    return Optional.empty();
  }

  @Override
  public Origin origin() {
    return Origin.RELEASE;
  }

  private static List<SourceFile> readArchive() {
    try {
      URI folder = Objects.requireNonNull(BundledSource.class.getResource(FOLDER), FOLDER).toURI();
      if (folder.getScheme().equals("file")) {
        return readFolder(Path.of(folder));
      }
      try (FileSystem archive = FileSystems.newFileSystem(folder, Map.of())) {
        return readFolder(archive.getPath(FOLDER));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the release is damaged: its workflows cannot be read", e);
    }
  }

  private static List<SourceFile> readFolder(Path folder) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        byte[] content = Files.readAllBytes(path);
        files.add(new SourceFile("bundled/" + path.getFileName(), "release", () -> content));
      }
    }
    return files;
  }
}
