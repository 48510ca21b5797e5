package io.workrail.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table that reads well in a terminal and can be pasted into a document. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  /** A table with these headings. */
  public MarkdownTable(String... headings) {
    columns = headings.length;
    rows.add(List.of(headings));
  }

  /** Adds a row. */
  public MarkdownTable row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("the table has " + columns + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths.add(rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    String rule =
        widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("|"));
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row, widths)));
    lines.add(1, "|" + rule + "|");
    return String.join("\n", lines);
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      line.append(' ').append(cell).append(" ".repeat(widths.get(i) - cell.length())).append(" |");
    }
    return line.toString();
  }
}
