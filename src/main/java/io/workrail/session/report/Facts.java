package io.workrail.session.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.session.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An event as the report reads it: members that a damaged event lacks are absent, not an error. */
record Facts(SessionEvent event, JsonNode payload) {
  static Facts of(SessionEvent event) {
    try {
      return new Facts(event, StrictJson.parse(event.payload()));
    } catch (MalformedJsonException e) {
      return new Facts(event, MissingNode.getInstance());
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(payload.path(name).textValue()).filter(text -> !text.isBlank());
  }

  Optional<Long> number(String name) {
    JsonNode value = payload.path(name);
    return value.canConvertToLong() && value.isNumber()
        ? Optional.of(value.longValue())
        : Optional.empty();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    payload.path(name).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  boolean isAboutAStep() {
    return text("stepId").isPresent();
  }

  /** The step's title, and its round where it has one. */
  String stepName() {
    String title = text("title").or(() -> text("stepId")).orElse("");
    return number("round").map(round -> "%s (round %d)".formatted(title, round)).orElse(title);
  }
}
