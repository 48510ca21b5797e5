package io.workrail.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What no reply may hold, whatever was sent: a fault of ours, a stack trace, the name of a class, a
 * page for people.
 */
final class Hygiene {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final Pattern INNARDS =
      Pattern.compile(
          "\\bat [\\w.$/]+\\([\\w.]+:\\d+\\)|Caused by:|\\b[A-Z]\\w+(Exception|Error)\\b(?!\")"
              + "|\\b(io\\.workrail|io\\.dropwizard|io\\.jsonwebtoken|org\\.eclipse|org\\.glassfish"
              + "|com\\.fasterxml|com\\.networknt|java|javax|jakarta|sun)\\.[a-z]+\\.[\\w.]*[A-Z]");
  private static final Pattern PAGE = Pattern.compile("(?i)<!doctype|<html|<body|<h\\d>|<pre>");
  private static final int OUR_FAULT = 500;

  private Hygiene() {}

  /** The status of every reply in what a connection gave. */
  static List<Integer> statuses(String replies) {
    return STATUS_LINE
        .matcher(replies)
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .toList();
  }

  /**
   * Judges everything a connection gave.
   *
   * @param cause what was sent, for the message of a failure
   */
  static void check(String cause, String replies) {
    assertThat(statuses(replies)).as("%s%n  gave %s", cause, replies).allMatch(s -> s < OUR_FAULT);
    checkBody(cause, replies);
  }

  /** Judges the text of a reply. */
  static void checkBody(String cause, String body) {
    assertThat(body).as("after %s", cause).doesNotContain("-32603");
    assertThat(INNARDS.matcher(body).results().map(found -> found.group()).toList())
        .as("%s%n  gave %s", cause, body)
        .isEmpty();
    assertThat(PAGE.matcher(body).find()).as("%s%n  gave %s", cause, body).isFalse();
  }
}
