package io.workrail.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the clock can be relied on: tokens, sessions and the audit log are dated by it. It is
 * compared with files that were written before, with the time service and with the database.
 */
public final class ClockDoctorCheck implements DoctorCheck {
  private static final String MEND =
      "set the clock and keep it in step: timedatectl set-ntp true; tokens and certificates depend on it";
  private static final Duration TOLERATED = Duration.ofSeconds(60);
  private static final Duration UNNOTICED = Duration.ofSeconds(5);

  private final Clock clock;
  private final List<Path> files;
  private final TimeService timeService;
  private final OtherClock database;

  /** Another clock that counts. */
  @FunctionalInterface
  public interface OtherClock {
    /**
     * Its time; nothing when it cannot be asked, or does not exist.
     *
     * @throws Exception when it does not answer, which another check tells
     */
    Optional<Instant> time() throws Exception;
  }

  /** Whether something keeps the clock in step. */
  @FunctionalInterface
  public interface TimeService {
    /** Nothing when the machine does not tell. */
    Optional<Boolean> isInStep();
  }

  /**
   * A check of a clock.
   *
   * @param files written at times that are past
   */
  public ClockDoctorCheck(
      Clock clock, List<Path> files, TimeService timeService, OtherClock database) {
    this.clock = clock;
    this.files = List.copyOf(files);
    this.timeService = timeService;
    this.database = database;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Finding examine() {
    Instant now = clock.instant();
    List<Finding> findings = new ArrayList<>();
    files.forEach(file -> fromTheFuture(file, now).ifPresent(findings::add));
    timeService
        .isInStep()
        .filter(inStep -> !inStep)
        .ifPresent(
            away -> findings.add(Finding.warn("no time service keeps the clock in step", MEND)));
    databaseTime().flatMap(time -> apart(time, now)).ifPresent(findings::add);
    return Finding.all(findings, Finding.ok(now.toString()));
  }

  private static Optional<Finding> fromTheFuture(Path file, Instant now) {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return written.isAfter(now.plus(TOLERATED))
          ? Optional.of(
              Finding.fail(
                  "it is %s, but %s was written at %s: the clock was set back"
                      .formatted(now, file, written),
                  MEND))
          : Optional.empty();
    } catch (IOException e) {
      // A file that is not there, or not for this user, says nothing about the clock.
      return Optional.empty();
    }
  }

  private Optional<Instant> databaseTime() {
    try {
      return database.time();
    } catch (Exception e) {
      // The check of the database says why it does not answer.
      return Optional.empty();
    }
  }

  private static Optional<Finding> apart(Instant database, Instant now) {
    Duration apart = Duration.between(database, now).abs();
    String message =
        "the clock and that of the database are %d seconds apart".formatted(apart.toSeconds());
    if (apart.compareTo(TOLERATED) > 0) {
      return Optional.of(Finding.fail(message, MEND));
    }
    return apart.compareTo(UNNOTICED) > 0
        ? Optional.of(Finding.warn(message, MEND))
        : Optional.empty();
  }
}
