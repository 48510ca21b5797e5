package io.workrail.authoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.workflow.WorkflowDocument;
import java.util.List;

/** Writes walks for a program. */
final class WalkJson {
  private WalkJson() {}

  static ObjectNode of(WorkflowDocument document, Walk walk) {
    List<List<SkippedStep>> skipped = SkippedSteps.of(document.workflow(), walk);
    ObjectNode root = workflow(document);
    ArrayNode steps = root.putArray("steps");
    for (int i = 0; i < walk.steps().size(); i++) {
      addSkipped(step(steps.addObject().put("number", i + 1), walk.steps().get(i)), skipped.get(i));
    }
    addSkipped(root, skipped.get(walk.steps().size()));
    addChanges(root, walk.changes());
    addTexts(root, "warnings", walk.warnings());
    return root.put("outcome", walk.outcome().label()).put("prompt", walk.closing());
  }

  static ObjectNode of(WorkflowDocument document, BranchReport report) {
    ObjectNode root = workflow(document);
    ArrayNode variables = root.putArray("variables");
    for (BranchVariable variable : report.variables()) {
      variables
          .addObject()
          .put("name", variable.name())
          .putArray("values")
          .addAll(variable.values());
    }
    root.putObject("assignments")
        .put("total", report.assignments())
        .put("walked", report.walkedAssignments());
    ArrayNode branches = root.putArray("branches");
    report.branches().forEach(branch -> addBranch(branches.addObject(), branch));
    addTexts(root, "neverOffered", report.neverOffered());
    ArrayNode words = root.putArray("unknownWords");
    for (UnknownWord word : report.unknownWords()) {
      ObjectNode node = words.addObject().put("variable", word.variable());
      node.set("value", word.value());
      node.put("askedFor", word.question().isPresent());
      word.question().ifPresent(question -> node.put("prompt", question));
    }
    addTexts(root, "warnings", report.warnings());
    addTexts(root, "notes", report.notes());
    return root;
  }

  private static ObjectNode workflow(WorkflowDocument document) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("workflow")
        .put("id", document.id().value())
        .put("version", document.workflow().version())
        .put("hash", document.hash().value());
    return root;
  }

  private static ObjectNode step(ObjectNode node, WalkedStep walked) {
    node.put("id", walked.step().id()).put("title", walked.step().title());
    walked.visit().round().ifPresent(round -> node.set("round", round(round)));
    node.put("prompt", walked.guidance().prompt())
        .put("requiresConfirmation", walked.guidance().requiresConfirmation());
    addTexts(node, "validationCriteria", walked.guidance().validationCriteria());
    return node;
  }

  private static ObjectNode round(Round round) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("loop", round.loopId())
        .put("number", round.number());
  }

  private static void addSkipped(ObjectNode node, List<SkippedStep> skipped) {
    ArrayNode array = node.putArray("skipped");
    for (SkippedStep step : skipped) {
      ObjectNode entry = array.addObject().put("id", step.stepId()).put("reason", step.reason());
      step.round().ifPresent(round -> entry.set("round", round(round)));
    }
  }

  private static void addBranch(ObjectNode node, Branch branch) {
    node.putObject("assignment").setAll(branch.assignment());
    addChanges(node, branch.changes());
    addTexts(node, "steps", branch.visits().stream().map(Visit::stepId).toList());
    node.put("outcome", branch.outcome().label());
    if (branch.outcome() != Outcome.COMPLETE) {
      node.put("prompt", branch.closing());
    }
  }

  private static void addChanges(ObjectNode node, List<ContextChange> changes) {
    ArrayNode array = node.putArray("changes");
    for (ContextChange change : changes) {
      array
          .addObject()
          .put("afterSteps", change.afterSteps())
          .put("loop", change.loopId())
          .putObject("values")
          .setAll(change.values());
    }
  }

  private static void addTexts(ObjectNode node, String name, List<String> texts) {
    ArrayNode array = node.putArray(name);
    texts.forEach(array::add);
  }
}
