package io.workrail.session.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes through the lines of a Markdown text and takes HTML and link definitions out of it, and
 * leaves code as it was written. Only code that is code beyond doubt counts: a fence at the very
 * start of a line, and spans that begin and end in one line. As soon as something is ambiguous, the
 * rest of the text is escaped, because an escape too many is ugly and one too few is dangerous. Not
 * thread-safe; one for each text.
 */
final class QuotedMarkdown {
  /** With nothing but the name of a language behind it. */
  private static final Pattern OPENING = Pattern.compile("(`{3,}+|~{3,}+)[ \t]*[\\w.+#-]*[ \t]*");

  /** Not at the start of the line, or with something behind it that parsers read differently. */
  private static final Pattern DOUBTFUL = Pattern.compile("[ \t>*+0-9.)-]*(```|~~~).*");

  private static final Pattern SPAN = Pattern.compile("(?<!`)(`+)(?!`)([^|]*?)(?<!`)\\1(?!`)");

  private String fence = "";
  private boolean ambiguous;

  /** The next line, fit for a quotation. */
  String next(String line) {
    if (!fence.isEmpty()) {
      if (isClosing(line)) {
        fence = "";
      }
      return line;
    }
    Matcher opening = OPENING.matcher(line);
    if (!ambiguous && opening.matches()) {
      fence = opening.group(1);
      return line;
    }
    ambiguous |= DOUBTFUL.matcher(line).matches();
    return text(line);
  }

  private boolean isClosing(String line) {
    String marks = line.strip();
    int indent = line.length() - line.stripLeading().length();
    return indent <= 3
        && !line.startsWith("\t")
        && marks.length() >= fence.length()
        && marks.chars().allMatch(mark -> mark == fence.charAt(0));
  }

  /** A line outside of fences. */
  private String text(String line) {
    if (ambiguous || line.contains("\\`")) {
      ambiguous |= line.contains("`");
      return escape(line);
    }
    StringBuilder safe = new StringBuilder();
    Matcher span = SPAN.matcher(line);
    int end = 0;
    while (span.find()) {
      between(line.substring(end, span.start()), safe);
      safe.append(span.group());
      end = span.end();
    }
    between(line.substring(end), safe);
    return ambiguous ? escape(line) : safe.toString();
  }

  /** A mark without a partner could pair with one of a later line. */
  private void between(String text, StringBuilder safe) {
    ambiguous |= text.contains("`");
    safe.append(escape(text));
  }

  private static String escape(String text) {
    return text.replace("<", "&lt;").replace("]:", "]\\:");
  }
}
