package io.workrail.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the chain: the number of a line and its hash. Whoever keeps one elsewhere can show
 * later that the log up to there was not changed.
 */
record AuditPosition(long seq, String hash) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})\\s*");

  static final AuditPosition START = new AuditPosition(0, AuditLine.GENESIS);

  static Optional<AuditPosition> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new AuditPosition(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** Always as long, so that a newer one overwrites an older one. */
  String text() {
    return "%018d %s\n".formatted(seq, hash);
  }
}
