package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.engine.Context;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Walks every branch of a document. A pure function of its arguments. */
public final class BranchWalker {
  /** The most assignments that are walked; of more, an even sample. */
  public static final int MAX_ASSIGNMENTS = 4_096;

  private final Context given;
  private final List<BranchVariable> free;
  private final List<BranchVariable> variables;
  private final WorkflowWalker walker;
  private final Workflow workflow;
  private final List<Branch> branches = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  private BranchWalker(Workflow workflow, Context given) {
    this.workflow = workflow;
    this.free = BranchVariables.of(workflow);
    this.given = given;
    this.walker = new WorkflowWalker(workflow, free);
    this.variables = free.stream().map(this::heldAtGiven).toList();
  }

  /**
   * Walks from the empty history with every assignment of the variables that the document tests.
   *
   * @param given variables that keep the value they have here
   */
  public static BranchReport walk(Workflow workflow, Context given) {
    return new BranchWalker(workflow, given).run();
  }

  private BranchReport run() {
    Assignments assignments = new Assignments(variables, MAX_ASSIGNMENTS);
    List<Map<String, JsonNode>> walked = assignments.list();
    walked.forEach(this::walkAllEndings);
    return new BranchReport(
        variables,
        assignments.total(),
        walked.size(),
        branches,
        neverOffered(),
        unknownWords(walked),
        List.copyOf(warnings),
        notes(assignments.total(), walked.size()));
  }

  private BranchVariable heldAtGiven(BranchVariable variable) {
    JsonNode value = given.get(variable.name());
    return value.isMissingNode() ? variable : variable.heldAt(value);
  }

  private void walkAllEndings(Map<String, JsonNode> assignment) {
    int endings = 1;
    for (int ending = 0; ending < endings; ending++) {
      Walk walk = walker.walk(given.with(assignment), ending);
      branches.add(Branch.of(assignment, walk));
      warnings.addAll(walk.warnings());
      endings = Math.max(endings, walk.endings());
    }
  }

  private List<String> neverOffered() {
    Set<String> offered =
        branches.stream()
            .flatMap(branch -> branch.visits().stream())
            .map(Visit::stepId)
            .collect(Collectors.toSet());
    return workflow
        .standardSteps()
        .map(StandardStep::id)
        .filter(id -> !offered.contains(id))
        .toList();
  }

  private List<UnknownWord> unknownWords(List<Map<String, JsonNode>> assignments) {
    List<UnknownWord> words = new ArrayList<>();
    for (BranchVariable variable : variables) {
      variable
          .unknownWord()
          .map(word -> new UnknownWord(variable.name(), word, ask(variable, word, assignments)))
          .ifPresent(words::add);
    }
    return words;
  }

  /** The question of the first walk that asks; a branch that does not test the variable cannot. */
  private Optional<String> ask(
      BranchVariable variable, JsonNode word, List<Map<String, JsonNode>> assignments) {
    WorkflowWalker keepingTheWord =
        new WorkflowWalker(
            workflow, free.stream().filter(v -> !v.name().equals(variable.name())).toList());
    for (Map<String, JsonNode> assignment : assignments) {
      if (!variable.values().get(0).equals(assignment.get(variable.name()))) {
        continue;
      }
      Map<String, JsonNode> changed = new HashMap<>(assignment);
      changed.put(variable.name(), word);
      Walk walk = keepingTheWord.walk(given.with(changed));
      if (walk.outcome() == Outcome.BLOCKED && walk.closing().contains(variable.name())) {
        return Optional.of(walk.closing());
      }
    }
    return Optional.empty();
  }

  private List<String> notes(BigInteger total, int walked) {
    List<String> notes = new ArrayList<>();
    if (total.compareTo(BigInteger.valueOf(walked)) > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "there are %,d assignments; %,d of them, spread evenly, were walked",
              total,
              walked));
    }
    for (BranchVariable variable : variables) {
      variable.note().ifPresent(notes::add);
      if (given.json().has(variable.name())) {
        notes.add(variable.name() + " was held at the given value");
      }
    }
    return notes;
  }
}
