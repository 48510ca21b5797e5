package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Red when a server that runs cannot go on writing: one of its folders went away under it or may
 * not be written any more, or the disk is about to be full.
 */
final class WritingHealthCheck extends HealthCheck {
  private final List<Path> folders;
  private final DiskHealthCheck space;

  /**
   * A check of these folders.
   *
   * @param folders those that are there now are looked at: without log files there is none of logs
   * @param space whether there is room in them
   */
  WritingHealthCheck(List<Path> folders, DiskHealthCheck space) {
    this.folders = folders.stream().filter(Files::isDirectory).toList();
    this.space = space;
  }

  @Override
  protected Result check() {
    String problems =
        folders.stream()
            .map(WritingHealthCheck::problem)
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return problems.isEmpty() ? space.execute() : Result.unhealthy("%s", problems);
  }

  private static Optional<String> problem(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      return Optional.of(
          "the folder %s is gone: bring it back (is it mounted?); one of logs alone may also be made anew for the user of the server: mkdir, chown"
              .formatted(whole));
    }
    return Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of(
            "the server may not write into %s: chown it to the user of the server, or mount it for writing"
                .formatted(whole));
  }
}
