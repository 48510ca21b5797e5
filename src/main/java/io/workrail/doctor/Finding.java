package io.workrail.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a check found.
 *
 * @param message what is so
 * @param mend what to do about it; empty when nothing is to be done
 */
public record Finding(Verdict verdict, String message, String mend) {
  /** How bad it is. */
  public enum Verdict {
    /** Nothing to do. */
    @JsonProperty("ok")
    OK("ok"),
    /** The server works; somebody should look at it. */
    @JsonProperty("warn")
    WARN("warn"),
    /** The server does not start, or not work, or not for long. */
    @JsonProperty("fail")
    FAIL("fail");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** The first word of a line. */
    public String word() {
      return word;
    }
  }

  /** All is well. */
  public static Finding ok(String message) {
    return new Finding(Verdict.OK, message, "");
  }

  /** To be looked at by day. */
  public static Finding warn(String message, String mend) {
    return new Finding(Verdict.WARN, message, mend);
  }

  /** To be mended. */
  public static Finding fail(String message, String mend) {
    return new Finding(Verdict.FAIL, message, mend);
  }

  /** Several in one line, as bad as the worst of them; {@code otherwise} when there are none. */
  public static Finding all(List<Finding> findings, Finding otherwise) {
    if (findings.isEmpty()) {
      return otherwise;
    }
    List<Finding> worstFirst = new ArrayList<>(findings);
    worstFirst.sort(Comparator.comparing(Finding::verdict).reversed());
    return new Finding(
        worstFirst.get(0).verdict(),
        join(worstFirst.stream().map(Finding::message).toList()),
        join(worstFirst.stream().map(Finding::mend).toList()));
  }

  private static String join(List<String> parts) {
    return String.join("; ", parts.stream().filter(part -> !part.isEmpty()).distinct().toList());
  }
}
