package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import io.workrail.workflow.Condition;
import io.workrail.workflow.FunctionDefinition;
import io.workrail.workflow.LoopRule;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.NearestName;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a schema cannot say of a document: names that have to agree, conditions that cannot hold.
 */
final class StructuralChecks {
  private static final int LONG_PROMPT = 2_000;
  private static final int MANY_ROUNDS = 100;

  private final Workflow workflow;
  private final Findings findings;
  private final FunctionChecks functions;
  private final CriteriaChecks criteria;
  private final ConditionChecks conditions;
  private final Map<String, Step> topLevel = new HashMap<>();
  private final Map<String, LoopStep> loopsByBody = new HashMap<>();

  StructuralChecks(WorkflowDocument document, Findings findings) {
    this.workflow = document.workflow();
    this.findings = findings;
    this.functions = new FunctionChecks(findings);
    this.criteria = new CriteriaChecks(findings);
    this.conditions = new ConditionChecks(findings);
    for (Step step : workflow.steps()) {
      topLevel.putIfAbsent(step.id(), step);
      if (step instanceof LoopStep loop && loop.body() instanceof LoopStep.Reference reference) {
        loopsByBody.putIfAbsent(reference.stepId(), loop);
      }
    }
  }

  void run() {
    checkUniqueIds();
    functions.checkDefinitions(workflow.functionDefinitions(), JsonPointer.empty());
    for (int i = 0; i < workflow.steps().size(); i++) {
      checkStep(workflow.steps().get(i), JsonPointer.compile("/steps/" + i));
    }
  }

  private void checkUniqueIds() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < workflow.steps().size(); i++) {
      Step step = workflow.steps().get(i);
      JsonPointer pointer = JsonPointer.compile("/steps/" + i);
      checkUnique(step.id(), pointer, seen);
      if (step instanceof LoopStep loop) {
        for (int j = 0; j < loop.inlineBody().size(); j++) {
          JsonPointer inside = pointer.appendProperty("body").appendIndex(j);
          checkUnique(loop.inlineBody().get(j).id(), inside, seen);
        }
      }
    }
  }

  private void checkUnique(String id, JsonPointer pointer, Set<String> seen) {
    if (!seen.add(id)) {
      findings.error(
          pointer.appendProperty("id"),
          "two steps have the id \"" + id + "\"",
          "Give this step another id; ids are unique in the document, loop bodies included.");
    }
  }

  private void checkStep(Step step, JsonPointer pointer) {
    functions.checkDefinitions(step.functionDefinitions(), pointer);
    conditions.check(step.source().path("runCondition"), pointer.appendProperty("runCondition"));
    conditions.check(
        step.source().path("requireConfirmation"), pointer.appendProperty("requireConfirmation"));
    conditions.checkReachable(
        step.runCondition(), pointer.appendProperty("runCondition"), "the step is never offered");
    if (step instanceof StandardStep standard) {
      LoopStep owner = loopsByBody.get(step.id());
      checkStandard(standard, pointer, owner == null ? List.of() : owner.functionDefinitions());
    } else {
      checkLoop((LoopStep) step, pointer);
    }
  }

  private void checkStandard(
      StandardStep step, JsonPointer pointer, List<FunctionDefinition> loopFunctions) {
    int length = step.prompt().codePointCount(0, step.prompt().length());
    if (length > LONG_PROMPT) {
      findings.warning(
          pointer.appendProperty("prompt"),
          "the prompt has %d characters; agents follow short ones better".formatted(length),
          "Split the step, or move reference material to guidance; stay below "
              + LONG_PROMPT
              + ".");
    }
    criteria.check(step.validationCriteria(), pointer.appendProperty("validationCriteria"));
    conditions.checkInRules(
        step.source().path("validationCriteria"), pointer.appendProperty("validationCriteria"));
    List<FunctionDefinition> scope = new ArrayList<>(step.functionDefinitions());
    scope.addAll(loopFunctions);
    scope.addAll(workflow.functionDefinitions());
    functions.checkUses(step, scope, pointer);
  }

  private void checkLoop(LoopStep loop, JsonPointer pointer) {
    JsonPointer rule = pointer.appendProperty("loop");
    conditions.check(
        loop.source().path("loop").path("condition"), rule.appendProperty("condition"));
    if (loop.rule().maxIterations() > MANY_ROUNDS) {
      findings.warning(
          rule.appendProperty("maxIterations"),
          loop.rule().maxIterations() + " rounds are more than an agent should go",
          "Stay at or below " + MANY_ROUNDS + ", or split the work.");
    }
    checkRounds(loop.rule(), rule);
    if (loop.body() instanceof LoopStep.Reference reference) {
      checkReference(loop, reference.stepId(), pointer.appendProperty("body"));
    }
    for (int j = 0; j < loop.inlineBody().size(); j++) {
      StandardStep inside = loop.inlineBody().get(j);
      JsonPointer place = pointer.appendProperty("body").appendIndex(j);
      functions.checkDefinitions(inside.functionDefinitions(), place);
      conditions.check(inside.source().path("runCondition"), place.appendProperty("runCondition"));
      conditions.checkReachable(
          inside.runCondition(), place.appendProperty("runCondition"), "the step is never offered");
      checkStandard(inside, place, loop.functionDefinitions());
    }
  }

  private void checkRounds(LoopRule rule, JsonPointer pointer) {
    if (rule instanceof LoopRule.While whileRule) {
      conditions.checkReachable(
          whileRule.condition(), pointer.appendProperty("condition"), "the loop never begins");
    }
    boolean never =
        rule instanceof LoopRule.For forRule
            && forRule.count() instanceof LoopRule.FixedCount fixed
            && fixed.value() <= 0;
    if (never || isAlways(rule)) {
      findings.warning(
          pointer,
          "the loop never begins, its steps are never offered",
          "Change the test of the loop, or remove the loop.");
    }
  }

  private static boolean isAlways(LoopRule rule) {
    return rule instanceof LoopRule.Until until && until.condition() instanceof Condition.Always;
  }

  private void checkReference(LoopStep loop, String stepId, JsonPointer pointer) {
    Step body = topLevel.get(stepId);
    if (body == null) {
      String meant =
          NearestName.of(stepId, topLevel.keySet())
              .map(near -> " Did you mean \"" + near + "\"?")
              .orElse("");
      findings.error(
          pointer,
          "no top-level step has the id \"" + stepId + "\"",
          "Name an existing step, or write the body as a list of steps." + meant);
    } else if (body instanceof LoopStep) {
      findings.error(
          pointer,
          "\"" + stepId + "\" is a loop, and loops cannot be nested",
          "Name a standard step.");
    } else if (body.source().has("runCondition")) {
      findings.error(
          pointer,
          "\"" + stepId + "\" has a runCondition and cannot be a loop body",
          "Move the runCondition to the loop, or write the body as a list of steps.");
    } else if (!loop.equals(loopsByBody.get(stepId))) {
      findings.warning(
          pointer,
          "\"" + stepId + "\" is the body of two loops; a history cannot tell their rounds apart",
          "Give each loop a step of its own.");
    }
  }
}
