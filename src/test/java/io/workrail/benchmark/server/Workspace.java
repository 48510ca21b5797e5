package io.workrail.benchmark.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where a benchmark keeps what it makes: a folder below {@code target/benchmark}, emptied at the
 * begin.
 */
public final class Workspace {
  private final Path folder;

  /** An empty workspace of this name. */
  public Workspace(String name) throws IOException {
    folder = Path.of("target", "benchmark", name).toAbsolutePath();
    if (Files.exists(folder)) {
      Files.walkFileTree(folder, new Deletion());
    }
    Files.createDirectories(folder);
  }

  /** A folder of its own, made when it is missing. */
  public Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
