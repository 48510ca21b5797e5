package io.workrail.configuration;

import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.validation.DataSizeRange;
import io.dropwizard.validation.DurationRange;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.ConstraintViolation;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Says a limit on a duration or a size as a value that the setting takes, such as {@code 1m} or
 * {@code 1KiB}, where Dropwizard's own sentence ends with {@code 1 MINUTES} or {@code 1024 BYTES}.
 */
final class LimitWords {
  /** Only sentences of Dropwizard have it; those of a setting's own say more. */
  private static final String UNIT = "{unit}";

  private static final long STEP = 1024;
  private static final List<String> SIZES = List.of("KiB", "MiB", "GiB", "TiB", "PiB");

  private LimitWords() {}

  /** What is allowed. */
  static String of(ConstraintViolation<?> violation) {
    Annotation limit = violation.getConstraintDescriptor().getAnnotation();
    String own = violation.getMessage();
    if (!violation.getMessageTemplate().contains(UNIT)) {
      return own;
    }
    if (limit instanceof MinDuration least) {
      return "must be a duration %s %s"
          .formatted(
              least.inclusive() ? "of at least" : "longer than",
              duration(least.value(), least.unit()));
    }
    if (limit instanceof MaxDuration most) {
      return "must be a duration %s %s"
          .formatted(
              most.inclusive() ? "of at most" : "shorter than",
              duration(most.value(), most.unit()));
    }
    if (limit instanceof DurationRange range) {
      return "must be a duration from %s to %s"
          .formatted(duration(range.min(), range.unit()), duration(range.max(), range.unit()));
    }
    if (limit instanceof MinDataSize least) {
      return "must be a size of at least " + size(least.value(), least.unit());
    }
    if (limit instanceof MaxDataSize most) {
      return "must be a size of at most " + size(most.value(), most.unit());
    }
    return limit instanceof DataSizeRange range
        ? "must be a size from %s to %s"
            .formatted(size(range.min(), range.unit()), size(range.max(), range.unit()))
        : own;
  }

  private static String duration(long value, TimeUnit unit) {
    String suffix =
        switch (unit) {
          case NANOSECONDS -> "ns";
          case MICROSECONDS -> "us";
          case MILLISECONDS -> "ms";
          case SECONDS -> "s";
          case MINUTES -> "m";
          case HOURS -> "h";
          case DAYS -> "d";
        };
    return value + suffix;
  }

  private static String size(long value, DataSizeUnit unit) {
    long bytes = DataSizeUnit.BYTES.convert(value, unit);
    String suffix = "B";
    for (String larger : SIZES) {
      if (bytes == 0 || bytes % STEP != 0) {
        break;
      }
      bytes /= STEP;
      suffix = larger;
    }
    return bytes + suffix;
  }
}
