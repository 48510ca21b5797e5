package io.workrail.auth;

import java.util.List;

/**
 * Tells a text that a person made up from one that chance made. Words that people put into secrets,
 * rows of the keyboard and the alphabet, and repetitions of what came before count for nothing;
 * what is left has to be a good part of the text. Each of them needs four characters in a row,
 * which chance brings about too seldom to matter: a random text of hexadecimal digits, the poorest
 * there is, has one for every few hundred of its characters.
 */
final class Guessing {
  /** Fewer are chance no more. */
  private static final int SHORTEST = 4;

  private static final int LONGEST_REPETITION = 64;

  /** Chance uses more, even in the shortest secret of hexadecimal digits. */
  private static final int FEWEST_DIFFERENT_CHARACTERS = 4;

  /** What has to be left of a text, as one in so many, and what is enough of any. */
  private static final double LEFT = 0.4;

  private static final int ENOUGH = 16;

  /** Between words, they are no part of a secret. */
  private static final String SEPARATORS = " -_.";

  private static final List<String> ROWS =
      List.of(
          "01234567890",
          "09876543210",
          "abcdefghijklmnopqrstuvwxyz",
          "zyxwvutsrqponmlkjihgfedcba",
          "qwertyuiop",
          "poiuytrewq",
          "asdfghjkl",
          "lkjhgfdsa",
          "zxcvbnm",
          "mnbvcxz");

  private static final List<String> WORDS =
      List.of(
          "passwort",
          "password",
          "passw0rd",
          "p@ssw0rd",
          "p@ssword",
          "passphrase",
          "secret",
          "s3cret",
          "s3cr3t",
          "token",
          "your",
          "this",
          "that",
          "with",
          "must",
          "should",
          "please",
          "change",
          "replace",
          "default",
          "admin",
          "root",
          "user",
          "login",
          "letmein",
          "welcome",
          "hello",
          "world",
          "workrail",
          "server",
          "service",
          "production",
          "development",
          "testing",
          "test",
          "demo",
          "sample",
          "dummy",
          "super",
          "very",
          "long",
          "strong",
          "secure",
          "security",
          "random",
          "string",
          "value",
          "private",
          "public",
          "shared",
          "signing",
          "minimum",
          "least",
          "characters",
          "bits",
          "bytes",
          "some",
          "here",
          "only",
          "foobar",
          "iloveyou",
          "monkey",
          "dragon");

  private Guessing() {}

  /**
   * Whether little of a text is its own.
   *
   * @param text in lower case
   */
  static boolean isEasy(String text) {
    return text.chars().distinct().count() < FEWEST_DIFFERENT_CHARACTERS
        || own(text) < Math.min(ENOUGH, LEFT * text.length());
  }

  /** How many characters are explained by nothing else; counted until there are enough. */
  private static int own(String text) {
    int own = 0;
    int at = 0;
    while (at < text.length() && own < ENOUGH) {
      int known = Math.max(word(text, at), Math.max(row(text, at), repetition(text, at)));
      if (known >= SHORTEST) {
        at += known;
      } else {
        own += SEPARATORS.indexOf(text.charAt(at)) < 0 ? 1 : 0;
        at++;
      }
    }
    return own;
  }

  private static int word(String text, int at) {
    return WORDS.stream()
        .filter(word -> text.startsWith(word, at))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  /** The length of what stands there and in a row, or is one character over and over. */
  private static int row(String text, int at) {
    int longest = 1;
    while (at + longest < text.length() && text.charAt(at + longest) == text.charAt(at)) {
      longest++;
    }
    for (String row : ROWS) {
      int start = row.indexOf(text.charAt(at));
      int length = 0;
      while (start >= 0
          && at + length < text.length()
          && start + length < row.length()
          && text.charAt(at + length) == row.charAt(start + length)) {
        length++;
      }
      longest = Math.max(longest, length);
    }
    return longest;
  }

  /** The length of what stands there and began before, too. */
  private static int repetition(String text, int at) {
    int length = 0;
    while (length < LONGEST_REPETITION
        && at + length < text.length()
        && text.indexOf(text.substring(at, at + length + 1)) < at) {
      length++;
    }
    return length;
  }
}
