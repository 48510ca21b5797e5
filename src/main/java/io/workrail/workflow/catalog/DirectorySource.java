package io.workrail.workflow.catalog;

import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A folder with {@code *.json} files, folders inside it included. */
public final class DirectorySource implements WorkflowSource {
  private final Path root;

  /** A source over a folder, which may appear later. */
  public DirectorySource(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public Optional<Path> watchedFolder() {
    return Optional.of(root);
  }

  @Override
  public Listing list() {
    List<SourceFile> files = new ArrayList<>();
    List<CatalogProblem> problems = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      problems.add(
          new CatalogProblem(
              root.toString(), "The folder does not exist; create it or correct the setting."));
      return new Listing(files, problems);
    }
    try {
      Files.walkFileTree(root, new Visitor(root.toRealPath(), files, problems));
    } catch (IOException e) {
      problems.add(unreadable(root));
    }
    files.sort(Comparator.comparing(SourceFile::path));
    return new Listing(files, problems);
  }

  private CatalogProblem unreadable(Path path) {
    return new CatalogProblem(
        nameOf(path), "It cannot be read; check owner and permissions of the file and its folder.");
  }

  private String nameOf(Path path) {
    return path.equals(root)
        ? root.toString()
        : root.relativize(path).toString().replace('\\', '/');
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path realRoot;
    private final List<SourceFile> files;
    private final List<CatalogProblem> problems;

    Visitor(Path realRoot, List<SourceFile> files, List<CatalogProblem> problems) {
      this.realRoot = realRoot;
      this.files = files;
      this.problems = problems;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        visitLink(file);
      } else if (attributes.isRegularFile() && isDocument(file)) {
        add(file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      problems.add(unreadable(file));
      return FileVisitResult.CONTINUE;
    }

    /** A link to a folder inside the root is not followed: its files are met anyway. */
    private void visitLink(Path link) throws IOException {
      if (!Files.exists(link)) {
        problems.add(new CatalogProblem(nameOf(link), "The link leads nowhere; remove it."));
      } else if (!link.toRealPath().startsWith(realRoot)) {
        problems.add(
            new CatalogProblem(
                nameOf(link), "The link leaves the folder and is refused; copy the file instead."));
      } else if (Files.isRegularFile(link) && isDocument(link)) {
        add(link, Files.readAttributes(link, BasicFileAttributes.class));
      }
    }

    private void add(Path file, BasicFileAttributes attributes) {
      String version =
          attributes.lastModifiedTime() + "/" + attributes.size() + "/" + attributes.fileKey();
      files.add(new SourceFile(nameOf(file), version, () -> read(file)));
    }
  }

  private static boolean isDocument(Path file) {
    return file.getFileName().toString().endsWith(".json");
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(WorkflowValidator.MAX_BYTES + 1);
    }
  }
}
