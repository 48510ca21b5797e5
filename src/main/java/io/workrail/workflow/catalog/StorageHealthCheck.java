package io.workrail.workflow.catalog;

import com.codahale.metrics.health.HealthCheck;
import io.workrail.configuration.PlainText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Red when a workflow folder cannot be read; what a document in it is like is no matter here. */
final class StorageHealthCheck extends HealthCheck {
  private final List<Path> folders;

  StorageHealthCheck(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  @Override
  protected Result check() {
    List<String> faults =
        folders.stream().map(StorageHealthCheck::fault).flatMap(Optional::stream).toList();
    return faults.isEmpty()
        ? Result.healthy("%s can be read", PlainText.count(folders.size(), "workflow folder"))
        : Result.unhealthy("%s", String.join(" ", faults));
  }

  private static Optional<String> fault(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return fault(folder, "does not exist; create it, mount it or correct WORKFLOW_STORAGE_PATH.");
    } catch (NotDirectoryException e) {
      return fault(folder, "is not a folder; correct WORKFLOW_STORAGE_PATH.");
    } catch (AccessDeniedException e) {
      return fault(folder, "may not be read by the server's user; see its owner and mode: ls -la.");
    } catch (IOException e) {
      return fault(folder, "cannot be read; look at its disk: df -h, dmesg.");
    }
  }

  private static Optional<String> fault(Path folder, String what) {
    return Optional.of("The workflow folder %s %s".formatted(folder, what));
  }
}
