package io.workrail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a {@link SessionState} that the database keeps as JSON text. */
final class StateText {
  private StateText() {}

  static String history(SessionState state) {
    return StrictJson.write(state.history());
  }

  static String context(SessionState state) {
    return StrictJson.write(state.context());
  }

  static String lastCompleted(SessionState state) {
    ArrayNode steps = StrictJson.mapper().createArrayNode();
    for (CompletedStep step : state.lastCompleted()) {
      ObjectNode entry = steps.addObject().put("stepId", step.stepId());
      step.round().ifPresent(round -> entry.put("round", round));
    }
    return StrictJson.write(steps);
  }

  static SessionState read(
      String history, String context, long completedCount, String lastCompleted) {
    List<String> ids = new ArrayList<>();
    parse(history).forEach(id -> ids.add(id.textValue()));
    List<CompletedStep> steps = new ArrayList<>();
    parse(lastCompleted).forEach(entry -> steps.add(completedStep(entry)));
    return new SessionState(ids, (ObjectNode) parse(context), completedCount, steps);
  }

  private static CompletedStep completedStep(JsonNode entry) {
    return new CompletedStep(
        entry.path("stepId").textValue(),
        entry.has("round") ? Optional.of(entry.get("round").intValue()) : Optional.empty());
  }

  private static JsonNode parse(String text) {
    try {
      return StrictJson.parse(text);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the row of a session is damaged", e);
    }
  }
}
