package io.workrail.backup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an archive: {@code workrail-20261124T020000.000Z.tar.gz}. Files with other names are
 * never touched.
 */
record ArchiveName(Instant createdAt) {
  static final String SEAL_SUFFIX = ".sha256";

  private static final Pattern FORM =
      Pattern.compile("workrail-(\\d{8}T\\d{6}\\.\\d{3}Z)\\.tar\\.gz");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  ArchiveName {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }

  static Optional<ArchiveName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ArchiveName(TIME.parse(matcher.group(1), Instant::from)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The next one, should this be taken. */
  ArchiveName next() {
    return new ArchiveName(createdAt.plusMillis(1));
  }

  @Override
  public String toString() {
    return "workrail-" + TIME.format(createdAt) + ".tar.gz";
  }
}
