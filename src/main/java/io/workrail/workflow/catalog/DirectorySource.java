package io.workrail.workflow.catalog;

import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /** Tells a folder from another one that took its place, from none, and from one that is shut. */
  @Override
  public String fingerprint() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
      boolean isOpen =
          attributes.isDirectory() && Files.isReadable(root) && Files.isExecutable(root);
      return isOpen ? String.valueOf(attributes.fileKey()) : UNREADABLE;
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  @Override
  public Listing list() {
    if (!Files.isDirectory(root)) {
      return Listing.unknown(
          new CatalogProblem(
              root.toString(), "The folder does not exist; create it or correct the setting."));
    }
    Visitor visitor;
    try {
      visitor = new Visitor(root.toRealPath());
      Files.walkFileTree(root, visitor);
    } catch (IOException e) {
      return Listing.unknown(unreadable(root));
    }
    visitor.files.sort(Comparator.comparing(SourceFile::path));
    return new Listing(visitor.files, visitor.problems, visitor.unreadable);
  }

  private CatalogProblem unreadable(Path path) {
    return new CatalogProblem(
        path.equals(root) ? root.toString() : nameOf(path),
        "It cannot be read; check owner and permissions of the file and its folder.");
  }

  /** Empty for the root itself. */
  private String nameOf(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path realRoot;
    private final List<SourceFile> files = new ArrayList<>();
    private final List<CatalogProblem> problems = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    Visitor(Path realRoot) {
      this.realRoot = realRoot;
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
      // What was deleted during the walk is gone, unless it is the root that went away.
      if (!(failure instanceof NoSuchFileException) || file.equals(root)) {
        problems.add(unreadable(file));
        unreadable.add(nameOf(file));
      }
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
