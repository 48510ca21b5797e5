package io.workrail;

import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.FolderPlace;
import io.workrail.telemetry.log.WorkRailAppenderFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a server can write where the configuration says; looks, and makes nothing. */
final class WritingPlaces {
  private final Path data;
  private final Path logs;

  WritingPlaces(Path data, Path logs) {
    this.data = data;
    this.logs = logs;
  }

  /** Those of a server. */
  static WritingPlaces of(WorkRailConfiguration configuration) {
    return new WritingPlaces(configuration.dataDirectory(), configuration.logDirectory());
  }

  /** Places where no user at all can write; a start is refused. */
  List<ConfigurationProblem> problems() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    problem("dataDirectory", "DATA_DIR", data).ifPresent(problems::add);
    problem("logDirectory", "LOG_DIR", logs).ifPresent(problems::add);
    return problems;
  }

  /**
   * Who looks.
   *
   * @param mayWrite whether that user may write into a folder or file
   */
  record User(String name, Predicate<Path> mayWrite) {
    /** The one who runs this. */
    User(String name) {
      this(name, Files::isWritable);
    }

    private boolean mayMake(Path folder) {
      Path nearest = FolderPlace.existing(folder);
      return Files.isDirectory(nearest) && mayWrite.test(nearest);
    }
  }

  /**
   * What a start by this user would be refused for. The server may run as another one, so these are
   * no faults.
   */
  List<String> warnings(User user) {
    List<String> warnings = new ArrayList<>();
    if (!user.mayMake(data)) {
      warnings.add(Files.isDirectory(data) ? unwritableData(data) : unmadeData(data));
    }
    unwritableLog(user).map(WorkRailAppenderFactory::unwritable).ifPresent(warnings::add);
    return warnings.stream()
        .map(warning -> "%s (for %s, who runs this)".formatted(warning, user.name()))
        .toList();
  }

  /** Why the folder of the data is missing. */
  static String unmadeData(Path data) {
    return "the data folder %s cannot be made; give the folder above it to the user of the server, or set DATA_DIR"
        .formatted(absolute(data));
  }

  private static String unwritableData(Path data) {
    return "the data folder %s cannot be written; give it to the user of the server, or set DATA_DIR"
        .formatted(absolute(data));
  }

  /** What the log of a start would end at. */
  private Optional<Path> unwritableLog(User user) {
    if (!user.mayMake(logs)) {
      return Optional.of(Files.isDirectory(logs) ? logs.resolve("combined.log") : logs);
    }
    return List.of("combined.log", "error.log").stream()
        .map(logs::resolve)
        .filter(file -> Files.exists(file) && !user.mayWrite().test(file))
        .findFirst();
  }

  private static Optional<ConfigurationProblem> problem(String key, String variable, Path folder) {
    // A file in the way is told by the constraint of the key.
    return FolderPlace.obstacle(folder)
        .filter(obstacle -> FolderPlace.canBe(folder))
        .map(
            obstacle ->
                new ConfigurationProblem(
                    key,
                    List.of(variable),
                    Optional.of(folder.toString()),
                    "must be a folder that can be made and written; " + obstacle));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
