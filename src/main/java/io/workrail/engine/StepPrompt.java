package io.workrail.engine;

import io.workrail.workflow.FunctionDefinition;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the text an agent reads for a step. */
final class StepPrompt {
  private StepPrompt() {}

  static String of(StandardStep step, List<FunctionDefinition> workflowFunctions) {
    return task(step) + functions(step, workflowFunctions);
  }

  static String of(
      StandardStep step,
      LoopStep loop,
      LoopRound round,
      List<FunctionDefinition> workflowFunctions) {
    List<FunctionDefinition> scope = new ArrayList<>(loop.functionDefinitions());
    scope.addAll(workflowFunctions);
    return task(step) + loopContext(round) + functions(step, scope);
  }

  private static String task(StandardStep step) {
    StringBuilder text = new StringBuilder();
    step.agentRole()
        .ifPresent(role -> text.append("## Agent Role Instructions\n").append(role).append("\n\n"));
    if (!step.guidance().isEmpty()) {
      text.append("## Step Guidance\n");
      step.guidance().forEach(hint -> text.append("- ").append(hint).append('\n'));
      text.append('\n');
    }
    return text.append(step.prompt()).toString();
  }

  private static String loopContext(LoopRound round) {
    StringBuilder text = new StringBuilder("\n\n## Loop Context\n- Iteration: ");
    text.append(round.number());
    if (round.number() > 1) {
      text.append("\n- Earlier rounds are done; do this one afresh.");
    }
    if (round.totalItems().isPresent()) {
      text.append("\n- Total Items: ").append(round.totalItems().getAsInt());
      text.append("\n- Current Index: ").append(round.index());
    }
    return text.toString();
  }

  private static String functions(StandardStep step, List<FunctionDefinition> outer) {
    List<FunctionDefinition> scope = new ArrayList<>(step.functionDefinitions());
    scope.addAll(outer);
    String definitions =
        step.functionReferences().stream()
            .map(reference -> find(reference, scope))
            .flatMap(Optional::stream)
            .map(StepPrompt::describe)
            .collect(Collectors.joining("\n\n"));
    return definitions.isEmpty() ? "" : "\n\n## Functions\n" + definitions;
  }

  private static Optional<FunctionDefinition> find(
      String reference, List<FunctionDefinition> scope) {
    return scope.stream().filter(function -> reference.equals(function.name() + "()")).findFirst();
  }

  private static String describe(FunctionDefinition function) {
    String parameters =
        function.parameters().stream()
            .map(parameter -> parameter.name() + ": " + parameter.type())
            .collect(Collectors.joining(", "));
    return "### %s(%s)\n%s".formatted(function.name(), parameters, function.definition());
  }
}
