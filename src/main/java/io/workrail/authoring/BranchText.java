package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.configuration.PlainText;
import io.workrail.workflow.Workflow;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes all branches as a table for a reader. */
final class BranchText {
  private static final String GAP = "  ";

  private final PrintStream out;
  private final BranchReport report;
  private final List<String> columns;

  private BranchText(PrintStream out, BranchReport report) {
    this.out = out;
    this.report = report;
    this.columns =
        report.variables().stream()
            .filter(variable -> variable.values().size() > 1)
            .map(BranchVariable::name)
            .toList();
  }

  static void print(Workflow workflow, BranchReport report, PrintStream out) {
    out.println(WalkText.title(workflow));
    out.println();
    BranchText text = new BranchText(out, report);
    text.printConstants();
    text.printTable();
    out.println();
    text.printUnfinished();
    text.printNeverOffered();
    text.printUnknownWords();
    report.warnings().forEach(warning -> out.println(PlainText.line("warning: " + warning)));
    report.notes().forEach(note -> out.println(PlainText.line("note: " + note)));
  }

  private void printConstants() {
    List<BranchVariable> constants =
        report.variables().stream().filter(variable -> variable.values().size() == 1).toList();
    for (BranchVariable variable : constants) {
      out.println(
          PlainText.line(
              "always %s = %s"
                  .formatted(variable.name(), PlainText.value(variable.values().get(0)))));
    }
    if (!constants.isEmpty()) {
      out.println();
    }
  }

  private void printTable() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(header());
    for (int i = 0; i < report.branches().size(); i++) {
      rows.add(row(i + 1, report.branches().get(i)));
    }
    int[] widths = widths(rows);
    out.println(line(rows.get(0), widths));
    Map<List<Visit>, Integer> known = new HashMap<>();
    for (int i = 0; i < report.branches().size(); i++) {
      out.println(line(rows.get(i + 1), widths));
      List<Visit> visits = report.branches().get(i).visits();
      Integer first = known.putIfAbsent(visits, i + 1);
      out.println("      " + (first == null ? PathText.of(visits) : "as branch " + first));
    }
  }

  private List<String> header() {
    List<String> cells = new ArrayList<>(List.of("branch"));
    columns.forEach(column -> cells.add(PlainText.line(column)));
    cells.addAll(List.of("steps", "outcome"));
    return cells;
  }

  private List<String> row(int number, Branch branch) {
    List<String> cells = new ArrayList<>(List.of(String.valueOf(number)));
    columns.forEach(column -> cells.add(cell(column, branch)));
    cells.add(String.valueOf(branch.visits().size()));
    cells.add(branch.outcome().label());
    return cells;
  }

  private static String cell(String variable, Branch branch) {
    JsonNode value = branch.assignment().get(variable);
    StringBuilder cell = new StringBuilder(value == null ? "" : PlainText.value(value));
    for (ContextChange change : branch.changes()) {
      JsonNode changed = change.values().get(variable);
      cell.append(changed == null ? "" : " → " + PlainText.value(changed));
    }
    return cell.toString();
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? padding + cells.get(i) : GAP + cells.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  /** Branches that end with the same question, together. */
  private void printUnfinished() {
    Map<String, List<String>> numbers = new LinkedHashMap<>();
    for (int i = 0; i < report.branches().size(); i++) {
      Branch branch = report.branches().get(i);
      if (branch.outcome() != Outcome.COMPLETE) {
        numbers
            .computeIfAbsent(branch.closing(), closing -> new ArrayList<>())
            .add(String.valueOf(i + 1));
      }
    }
    if (numbers.isEmpty()) {
      out.println("Every branch comes to its end.");
    }
    numbers.forEach(
        (closing, branches) -> {
          out.println("Not complete: " + String.join(", ", branches));
          out.println(PlainText.indented(closing, "      "));
        });
  }

  private void printNeverOffered() {
    out.println(
        report.neverOffered().isEmpty()
            ? "Every step is offered on some branch."
            : "Never offered: " + String.join(", ", report.neverOffered()));
  }

  private void printUnknownWords() {
    for (UnknownWord word : report.unknownWords()) {
      String answer =
          word.question().isPresent() ? "is asked about" : "is taken without a question";
      out.println(
          PlainText.line(
              "A word without a branch, %s = %s, %s."
                  .formatted(word.variable(), PlainText.value(word.value()), answer)));
    }
  }
}
