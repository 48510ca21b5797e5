package io.workrail.session.report;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts texts of others into a Markdown document (CommonMark 0.31) whose structure stays ours: a
 * text can neither end the place it stands in, nor begin HTML, nor define links for other places.
 */
final class MarkdownText {
  /** Line feeds, and what other programs take for one. */
  private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u000b\f\u0085\u2028\u2029]");

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cc}\u2028\u2029]+");
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&#!]");
  private static final Pattern BACKTICKS = Pattern.compile("`+");

  private MarkdownText() {}

  /** One line of plain text, for headings, table cells and sentences. */
  static String inline(String text) {
    String line = SPACE.matcher(text.strip()).replaceAll(" ");
    return SPECIAL.matcher(line).replaceAll("\\\\$0");
  }

  /** One line in the type of code, for ids; plain where a mark of code or of tables is in it. */
  static String code(String text) {
    return text.isEmpty() || text.contains("`") || text.contains("|")
        ? inline(text)
        : "`" + SPACE.matcher(text.strip()).replaceAll(" ") + "`";
  }

  /** Markdown of somebody else, as a quotation. */
  static void quote(Appendable out, String markdown) throws IOException {
    QuotedMarkdown quoted = new QuotedMarkdown();
    for (String line : LINE_END.split(markdown.strip(), -1)) {
      String safe = quoted.next(line);
      out.append(safe.isBlank() ? ">" : "> ").append(safe.isBlank() ? "" : safe).append('\n');
    }
    out.append('\n');
  }

  /** Text of any kind, word for word, as a block of code in a quotation. */
  static void block(Appendable out, String text) throws IOException {
    String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
    out.append("> ").append(fence).append('\n');
    for (String line : LINE_END.split(text.stripTrailing(), -1)) {
      out.append("> ").append(line).append('\n');
    }
    out.append("> ").append(fence).append("\n\n");
  }

  private static int longestRun(String text) {
    int longest = 0;
    Matcher runs = BACKTICKS.matcher(text);
    while (runs.find()) {
      longest = Math.max(longest, runs.end() - runs.start());
    }
    return longest;
  }
}
