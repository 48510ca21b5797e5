package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.FunctionDefinition;
import io.workrail.workflow.FunctionDefinition.Parameter;
import io.workrail.workflow.NearestName;
import io.workrail.workflow.StandardStep;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that calls and references agree with function definitions. */
final class FunctionChecks {
  private final Findings findings;

  FunctionChecks(Findings findings) {
    this.findings = findings;
  }

  void checkDefinitions(List<FunctionDefinition> definitions, JsonPointer holder) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < definitions.size(); i++) {
      String name = definitions.get(i).name();
      if (!seen.add(name)) {
        findings.error(
            holder.appendProperty("functionDefinitions").appendIndex(i),
            "the function \"" + name + "\" is defined twice",
            "Rename or remove one of them.");
      }
    }
  }

  /**
   * Checks what a step uses.
   *
   * @param scope the definitions the step sees, the nearest first
   */
  void checkUses(StandardStep step, List<FunctionDefinition> scope, JsonPointer pointer) {
    JsonNode calls = step.source().path("functionCalls");
    for (int i = 0; i < calls.size(); i++) {
      checkCall(calls.path(i), scope, pointer.appendProperty("functionCalls").appendIndex(i));
    }
    for (int i = 0; i < step.functionReferences().size(); i++) {
      String name = step.functionReferences().get(i).replace("()", "");
      if (find(name, scope).isEmpty()) {
        findings.warning(
            pointer.appendProperty("functionReferences").appendIndex(i),
            "the function \"" + name + "\" is not defined, so nothing is shown for it",
            "Define it in functionDefinitions." + didYouMean(name, scope));
      }
    }
  }

  private void checkCall(JsonNode call, List<FunctionDefinition> scope, JsonPointer pointer) {
    String name = call.path("name").asText();
    Optional<FunctionDefinition> function = find(name, scope);
    if (function.isEmpty()) {
      findings.error(
          pointer.appendProperty("name"),
          "the function \"" + name + "\" is not defined",
          "Define it in functionDefinitions." + didYouMean(name, scope));
      return;
    }
    JsonNode arguments = call.path("args");
    for (Parameter parameter : function.get().parameters()) {
      checkArgument(parameter, arguments, pointer.appendProperty("args"));
    }
    Set<String> known = new HashSet<>();
    function.get().parameters().forEach(parameter -> known.add(parameter.name()));
    arguments
        .fieldNames()
        .forEachRemaining(argument -> warnUnknown(argument, known, name, pointer));
  }

  private void warnUnknown(String argument, Set<String> known, String name, JsonPointer pointer) {
    // A function without declared parameters takes whatever it is given.
    if (!known.isEmpty() && !known.contains(argument)) {
      findings.warning(
          pointer.appendProperty("args").appendProperty(argument),
          "\"" + name + "\" has no parameter \"" + argument + "\"",
          "Remove it." + NearestName.of(argument, known).map(n -> " Or " + n + "?").orElse(""));
    }
  }

  private void checkArgument(Parameter parameter, JsonNode arguments, JsonPointer pointer) {
    JsonNode value = arguments.path(parameter.name());
    if (value.isMissingNode()) {
      if (parameter.required()) {
        findings.error(
            pointer,
            "the required argument \"" + parameter.name() + "\" is missing",
            "Add \"" + parameter.name() + "\" of type " + parameter.type() + ".");
      }
      return;
    }
    JsonPointer place = pointer.appendProperty(parameter.name());
    if (!hasType(value, parameter.type())) {
      findings.error(
          place,
          "\"" + parameter.name() + "\" has to be of type " + parameter.type(),
          "Give a value of that type.");
    } else if (!parameter.allowed().isEmpty() && !parameter.allowed().contains(value)) {
      findings.error(
          place,
          value + " is not allowed for \"" + parameter.name() + "\"",
          "Use one of " + parameter.allowed() + ".");
    }
  }

  private static boolean hasType(JsonNode value, String type) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      default -> value.isObject();
    };
  }

  private static Optional<FunctionDefinition> find(String name, List<FunctionDefinition> scope) {
    return scope.stream().filter(function -> function.name().equals(name)).findFirst();
  }

  private static String didYouMean(String name, List<FunctionDefinition> scope) {
    return NearestName.of(name, scope.stream().map(FunctionDefinition::name).toList())
        .map(near -> " Did you mean \"" + near + "\"?")
        .orElse("");
  }
}
