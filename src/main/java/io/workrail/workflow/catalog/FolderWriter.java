package io.workrail.workflow.catalog;

import io.workrail.storage.Ownership;
import io.workrail.storage.swap.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes a folder of documents so that whoever looks at it, also after a crash, sees a whole file
 * or none: a file is written under another name, forced to the disk and renamed. One writer at a
 * time, of all processes that use this class.
 */
final class FolderWriter {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWriter.class);
  private static final String LOCK = ".workrail.lock";
  private static final String UNFINISHED = ".workrail-unfinished";

  /** A lock of the file system is one of processes; this one is for the threads of ours. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path root;

  FolderWriter(Path root) {
    this.root = root;
  }

  /** Changes that belong together. */
  interface Change<T> {
    T make() throws IOException;
  }

  /**
   * Makes a change while no other writer does.
   *
   * @throws WorkflowStoreException when the folder cannot be read or written
   */
  <T> T exclusively(Change<T> change) {
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel file =
              FileChannel.open(
                  root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = file.lock()) {
        assert lock.isValid();
        Ownership.giveToOwnerOf(root, root.resolve(LOCK));
        return change.make();
      } catch (IOException e) {
        throw new WorkflowStoreException(sentence(e), e);
      }
    }
  }

  /** Writes a file, in place of the one that is there. Only inside {@link #exclusively}. */
  void write(Path file, String text) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    // One that is there was left by a crash: nobody else writes now.
    Path unfinished = folder.resolve(UNFINISHED);
    Files.deleteIfExists(unfinished);
    try {
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Ownership.giveToOwnerOf(folder, unfinished);
      Disk.move(unfinished, file);
    } catch (IOException e) {
      deleteQuietly(unfinished);
      throw e;
    }
  }

  /** Removes a file. Only inside {@link #exclusively}. */
  void delete(Path file) throws IOException {
    Files.delete(file);
    Disk.force(Objects.requireNonNull(file.getParent()));
  }

  private static void deleteQuietly(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      LOG.debug("{} stays until the next write", unfinished, e);
    }
  }

  private String sentence(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "The workflow folder %s may not be written by the user that runs this; see its owner"
              .formatted(root)
          + " and mode: ls -la.";
    }
    if (failure instanceof NoSuchFileException && !Files.isDirectory(root)) {
      return "The workflow folder %s does not exist; create it, mount it or correct".formatted(root)
          + " WORKFLOW_STORAGE_PATH.";
    }
    return "The workflow folder %s cannot be written: %s; look at its disk: df -h."
        .formatted(root, reason(failure));
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : String.valueOf(failure.getMessage());
  }
}
