package io.workrail.workflow;

import static io.workrail.workflow.ConditionReader.readCondition;
import static io.workrail.workflow.ConditionReader.readConfirmation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns a document that has the shape of the schema into records. Lenient beyond the shape: a
 * document that a session was started with is read again by every later release, without being
 * checked again.
 */
public final class WorkflowReader {
  private static final String DEFAULT_CATEGORY = "default";

  private WorkflowReader() {}

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException when the id is not one
   */
  public static Workflow read(ObjectNode document) {
    return new Workflow(
        new WorkflowId(document.path("id").asText()),
        document.path("name").asText(),
        document.path("description").asText(),
        document.path("version").asText(),
        document.path("category").asText(DEFAULT_CATEGORY),
        texts(document.path("tags")),
        texts(document.path("preconditions")),
        texts(document.path("clarificationPrompts")),
        texts(document.path("metaGuidance")),
        functionDefinitions(document),
        list(document.path("steps"), step -> readStep((ObjectNode) step)));
  }

  private static Step readStep(ObjectNode step) {
    return step.path("type").asText().equals("loop") ? readLoop(step) : readStandard(step);
  }

  private static StandardStep readStandard(ObjectNode step) {
    return new StandardStep(
        step.path("id").asText(),
        step.path("title").asText(),
        step.path("prompt").asText(),
        optionalText(step.path("agentRole")),
        texts(step.path("guidance")),
        readCondition(step.path("runCondition")),
        readConfirmation(step.path("requireConfirmation")),
        CriteriaReader.read(step.path("validationCriteria")),
        functionDefinitions(step),
        texts(step.path("functionReferences")),
        step);
  }

  private static LoopStep readLoop(ObjectNode step) {
    JsonNode body = step.path("body");
    return new LoopStep(
        step.path("id").asText(),
        step.path("title").asText(),
        readRule(step.path("loop")),
        body.isTextual()
            ? new LoopStep.Reference(body.asText())
            : new LoopStep.Inline(list(body, inside -> readStandard((ObjectNode) inside))),
        readCondition(step.path("runCondition")),
        readConfirmation(step.path("requireConfirmation")),
        functionDefinitions(step),
        step);
  }

  private static LoopRule readRule(JsonNode loop) {
    int max = loop.path("maxIterations").asInt();
    String iteration = loop.path("iterationVar").asText("currentIteration");
    return switch (loop.path("type").asText()) {
      case "while" -> new LoopRule.While(readCondition(loop.path("condition")), max, iteration);
      case "until" -> new LoopRule.Until(readCondition(loop.path("condition")), max, iteration);
      case "for" -> new LoopRule.For(readCount(loop.path("count")), max, iteration);
      case "forEach" ->
          new LoopRule.ForEach(
              loop.path("items").asText(),
              loop.path("itemVar").asText("currentItem"),
              loop.path("indexVar").asText("currentIndex"),
              max,
              iteration);
      default -> throw new IllegalArgumentException("not a loop type");
    };
  }

  private static LoopRule.Count readCount(JsonNode count) {
    return count.isNumber()
        ? new LoopRule.FixedCount(count.asDouble())
        : new LoopRule.VariableCount(count.asText());
  }

  private static List<FunctionDefinition> functionDefinitions(JsonNode holder) {
    return list(holder.path("functionDefinitions"), WorkflowReader::readFunction);
  }

  private static FunctionDefinition readFunction(JsonNode function) {
    return new FunctionDefinition(
        function.path("name").asText(),
        function.path("definition").asText(),
        list(function.path("parameters"), WorkflowReader::readParameter));
  }

  private static FunctionDefinition.Parameter readParameter(JsonNode parameter) {
    return new FunctionDefinition.Parameter(
        parameter.path("name").asText(),
        parameter.path("type").asText(),
        parameter.path("required").asBoolean(),
        list(parameter.path("enum"), Function.identity()));
  }

  private static Optional<String> optionalText(JsonNode value) {
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }

  private static List<String> texts(JsonNode array) {
    return list(array, JsonNode::asText);
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    List<T> values = new ArrayList<>(array.size());
    array.forEach(value -> values.add(read.apply(value)));
    return values;
  }
}
