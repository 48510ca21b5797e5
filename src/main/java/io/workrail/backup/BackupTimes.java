package io.workrail.backup;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When backups are due: {@code daily 02:00}, the five fields of cron, or {@code off}; in the time
 * zone of the machine. Immutable.
 */
final class BackupTimes {
  /** What may stand in the configuration, after "must be". */
  static final String ALLOWED =
      "off, \"daily HH:MM\" such as daily 02:00, or the five fields of cron such as 0 */6 * * *"
          + " (minute hour day month weekday)";

  private static final Pattern DAILY = Pattern.compile("daily\\s+(\\d{1,2}:\\d{2})");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  private static final CronParser CRON =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** A backup takes a while, and a machine may be away for a moment. */
  private static final Duration LENIENCE = Duration.ofHours(2);

  /** For those who make backups by other means than this schedule. */
  private static final Duration WARN_WHEN_OFF = Duration.ofDays(8);

  /** Enough to see the longest pause of a week, or of a year of months. */
  private static final int LOOKED_AT = 400;

  private final ZoneId zone;
  private final Optional<UnaryOperator<ZonedDateTime>> following;

  private BackupTimes(ZoneId zone, Optional<UnaryOperator<ZonedDateTime>> following) {
    this.zone = zone;
    this.following = following;
  }

  /** Reads a setting; nothing when it cannot be understood, or names no time that ever comes. */
  static Optional<BackupTimes> parse(String text, ZoneId zone) {
    String words = text.strip().toLowerCase(Locale.ROOT);
    // YAML takes a bare off for false.
    if (words.equals("off") || words.equals("false")) {
      return Optional.of(new BackupTimes(zone, Optional.empty()));
    }
    Matcher daily = DAILY.matcher(words);
    return (daily.matches() ? daily(daily.group(1)) : cron(words))
        .map(following -> new BackupTimes(zone, Optional.of(following)));
  }

  /** Whether there are any. */
  boolean areOff() {
    return following.isEmpty();
  }

  /** The first one after a time. */
  Optional<Instant> after(Instant time) {
    return following.map(next -> next.apply(time.atZone(zone)).toInstant());
  }

  /** The age from which on the newest backup is too old: the longest pause, and some more. */
  Duration tolerated(Instant now) {
    if (areOff()) {
      return WARN_WHEN_OFF;
    }
    Duration longest = Duration.ZERO;
    Instant last = after(now).orElse(now);
    for (int i = 0; i < LOOKED_AT; i++) {
      Instant next = after(last).orElse(last);
      Duration pause = Duration.between(last, next);
      longest = pause.compareTo(longest) > 0 ? pause : longest;
      last = next;
    }
    return longest.plus(LENIENCE);
  }

  private static Optional<UnaryOperator<ZonedDateTime>> daily(String text) {
    try {
      LocalTime time = LocalTime.parse(text, TIME);
      return Optional.of(
          now -> {
            ZonedDateTime today = now.toLocalDate().atTime(time).atZone(now.getZone());
            return today.isAfter(now)
                ? today
                : now.toLocalDate().plusDays(1).atTime(time).atZone(now.getZone());
          });
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<UnaryOperator<ZonedDateTime>> cron(String text) {
    try {
      ExecutionTime times = ExecutionTime.forCron(CRON.parse(text));
      if (times
          .nextExecution(ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC")))
          .isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(now -> times.nextExecution(now).orElse(now.plusYears(100)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
