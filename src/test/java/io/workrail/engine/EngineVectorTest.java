package io.workrail.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowReader;
import io.workrail.workflow.validation.WorkflowValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against the behaviour vectors. */
class EngineVectorTest {
  private static final WorkflowValidator VALIDATOR = new WorkflowValidator();

  static Stream<Named<JsonNode>> steps() {
    return Stream.concat(Vectors.read("conditions.jsonl"), Vectors.read("next.jsonl"));
  }

  static Stream<Named<JsonNode>> loops() {
    return Vectors.read("loops.jsonl");
  }

  static Stream<Named<JsonNode>> refused() {
    return Vectors.read("structure.jsonl");
  }

  static Stream<Named<JsonNode>> outputs() {
    return Vectors.read("validate.jsonl");
  }

  static Stream<Named<JsonNode>> documents() {
    return Vectors.read("validate_json.jsonl");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void findsTheNextStep(JsonNode vector) {
    assertNext(vector.path("workflow"), vector);
  }

  @ParameterizedTest
  @MethodSource("loops")
  void walksLoops(JsonNode vector) {
    vector.path("calls").forEach(call -> assertNext(vector.path("workflow"), call));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatCannotBeAnswered(JsonNode vector) {
    boolean historyIsNone = vector.path("completedSteps").isObject();
    boolean documentIsInvalid = !VALIDATOR.validate(vector.path("workflow").toString()).valid();
    if (!historyIsNone && !documentIsInvalid) {
      assertThatExceptionOfType(ContextTooLargeException.class)
          .isThrownBy(() -> Context.received(object(vector.path("context"))))
          .withMessageContaining("262144");
    }
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void validatesOutput(JsonNode vector) {
    Workflow workflow = WorkflowReader.read((ObjectNode) vector.path("workflow"));
    StandardStep step = workflow.findStandardStep(vector.path("stepId").asText()).orElseThrow();
    Context context = Context.received(object(vector.path("context")));
    JsonNode expected = vector.path("expect");
    String output = vector.path("output").asText();
    if (expected.path("error").asBoolean()) {
      assertThatExceptionOfType(CriteriaException.class)
          .isThrownBy(() -> Engine.validate(step, output, context))
          .withMessageContaining(step.id());
      return;
    }
    OutputVerdict verdict = Engine.validate(step, output, context);
    assertThat(verdict.valid()).isEqualTo(expected.path("valid").asBoolean());
    assertThat(verdict.suggestions()).hasSameSizeAs(verdict.issues());
    if (expected.has("issues")) {
      assertThat(verdict.issues()).isEqualTo(texts(expected.path("issues")));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void checksDocuments(JsonNode vector) {
    JsonNode document = vector.path("workflowJson");
    String text = document.isTextual() ? document.asText() : document.toString();
    assertThat(VALIDATOR.validate(text).valid())
        .isEqualTo(vector.path("expect").path("valid").asBoolean());
  }

  private static void assertNext(JsonNode document, JsonNode call) {
    Workflow workflow = WorkflowReader.read((ObjectNode) document);
    Context context = Context.received(object(call.path("context")));
    NextStep next = Engine.next(workflow, texts(call.path("completedSteps")), context);

    JsonNode expected = call.path("expect");
    assertThat(stepOf(next)).isEqualTo(expected.path("step").asText(null));
    assertThat(next instanceof NextStep.Complete)
        .isEqualTo(expected.path("isComplete").asBoolean());
    if (next instanceof NextStep.Pending pending) {
      assertPrompt(pending.guidance().prompt(), expected);
    }
    if (expected.has("context")) {
      assertThat(withoutInternalKeys(next.context())).isEqualTo(expected.path("context"));
    }
    expected
        .path("loopContext")
        .properties()
        .forEach(
            entry -> assertThat(next.context().get(entry.getKey())).isEqualTo(entry.getValue()));
  }

  private static void assertPrompt(String prompt, JsonNode expected) {
    if (expected.has("prompt")) {
      assertThat(prompt).isEqualTo(expected.path("prompt").asText());
    }
    assertThat(prompt).startsWith(expected.path("promptStartsWith").asText());
  }

  private static String stepOf(NextStep next) {
    return next instanceof NextStep.Pending pending ? pending.step().id() : null;
  }

  private static JsonNode withoutInternalKeys(Context context) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> entry : context.json().properties()) {
      if (!entry.getKey().startsWith(Context.INTERNAL_PREFIX)) {
        json.set(entry.getKey(), entry.getValue());
      }
    }
    return json;
  }

  private static ObjectNode object(JsonNode value) {
    return value instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
