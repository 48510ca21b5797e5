package io.workrail.telemetry.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.dropwizard.core.setup.Environment;
import io.workrail.admin.AdminException;
import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminParameter;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** {@code log-level}: logs more or less of a part of the server, if wanted for a while only. */
public final class LogLevelOperation implements AdminOperation {
  private static final String INHERIT = "inherit";
  private static final List<String> LEVELS =
      List.of("off", "error", "warn", "info", "debug", "trace", "all", INHERIT);
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final AdminParameter LOGGER =
      AdminParameter.optional(
          "logger",
          "a package or class such as io.workrail.session; ROOT, which is all, if missing");
  private static final AdminParameter LEVEL =
      AdminParameter.required("level", "one of " + String.join(", ", LEVELS));
  private static final AdminParameter DURATION =
      AdminParameter.optional(
          "duration", "from 1s to 24h, such as 10m, after which the level before is back");

  private final LogLevels levels;

  LogLevelOperation(LogLevels levels) {
    this.levels = levels;
  }

  /** Over the loggers of this process. */
  public static LogLevelOperation of(Environment environment, Clock clock) {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    LogLevels levels =
        new LogLevels(
            root.getLoggerContext(),
            environment.lifecycle().scheduledExecutorService("log-level", true).build(),
            clock);
    environment.lifecycle().manage(levels);
    return new LogLevelOperation(levels);
  }

  /**
   * A logger at one moment.
   *
   * @param level its own, or {@code inherit}
   * @param effective what is logged
   */
  record State(String level, String effective) {
    static State of(Logger logger) {
      Level own = logger.getLevel();
      return new State(own == null ? INHERIT : word(own), word(logger.getEffectiveLevel()));
    }

    private static String word(Level level) {
      return level.toString().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The answer.
   *
   * @param until when the level before is back; until the next start if missing
   * @param note what to know about it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Changed(
      String logger, State before, State after, @Nullable String until, @Nullable String note) {}

  @Override
  public String name() {
    return "log-level";
  }

  @Override
  public List<AdminParameter> parameters() {
    return List.of(LOGGER, LEVEL, DURATION);
  }

  @Override
  public AdminReply run(AdminRequest request) {
    Logger logger = logger(request.find(LOGGER).orElse(Logger.ROOT_LOGGER_NAME));
    Level level = level(request.require(LEVEL), logger);
    Optional<Duration> duration = request.find(DURATION).map(LogLevelOperation::duration);
    State before = State.of(logger);
    Optional<Instant> until = duration.map(time -> levels.set(logger, level, time));
    if (until.isEmpty()) {
      levels.set(logger, level);
    }
    return new AdminReply.Document(
        new Changed(
            logger.getName(),
            before,
            State.of(logger),
            until.map(end -> end.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null),
            note(logger)));
  }

  private Logger logger(String name) {
    String exact = name.equalsIgnoreCase(Logger.ROOT_LOGGER_NAME) ? Logger.ROOT_LOGGER_NAME : name;
    return levels
        .find(exact)
        .orElseThrow(
            () ->
                AdminException.invalid(
                    "Nothing logs under this name. \"logger\" has to be the name of a package or"
                        + " class as it stands in the log, ROOT, or one of %s."
                            .formatted(String.join(", ", levels.parts()))));
  }

  private static @Nullable Level level(String word, Logger logger) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(lower)) {
      throw LEVEL.invalid();
    }
    if (lower.equals(INHERIT) && logger.getName().equals(Logger.ROOT_LOGGER_NAME)) {
      throw AdminException.invalid("ROOT has nothing to inherit from; name another level.");
    }
    return lower.equals(INHERIT) ? null : Level.toLevel(lower);
  }

  private static Duration duration(String text) {
    try {
      Duration duration = io.dropwizard.util.Duration.parse(text).toJavaDuration();
      if (duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (IllegalArgumentException e) {
      throw DURATION.invalid();
    }
    throw DURATION.invalid();
  }

  private static @Nullable String note(Logger logger) {
    boolean isFine = !logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO);
    return isFine && !QuietLibraries.isOwn(logger.getName())
        ? "Of libraries nothing below info is written, whatever the level: their finest lines show"
            + " headers, and so credentials."
        : null;
  }
}
