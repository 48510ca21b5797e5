package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import io.workrail.json.StrictJson;
import io.workrail.workflow.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the arguments of a call against the tool's schema. */
final class ToolArguments {
  private ToolArguments() {}

  /**
   * The arguments with objects that were sent as strings read: models often write JSON twice, and
   * clients send an explicit null for what is left out.
   */
  static ObjectNode tolerate(ToolSpec spec, ObjectNode arguments) {
    ObjectNode result = StrictJson.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      JsonNode property = spec.properties().path(argument.getKey());
      if (argument.getValue().isNull() && !property.isMissingNode()) {
        continue;
      }
      boolean wantsObject = property.path("type").asText().equals("object");
      result.set(
          argument.getKey(),
          wantsObject ? StrictJson.unwrap(argument.getValue()) : argument.getValue());
    }
    return result;
  }

  /**
   * What is wrong with the arguments and what a correct call looks like; nothing if all is well.
   */
  static Optional<String> check(ToolSpec spec, ObjectNode arguments) {
    List<Error> errors = spec.input().validate(arguments);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    List<String> sentences =
        errors.stream().limit(5).map(error -> "- " + explain(spec, error)).toList();
    return Optional.of(
        "The arguments of %s are wrong:\n%s\nA correct call: %s"
            .formatted(spec.name(), String.join("\n", sentences), spec.exampleCall()));
  }

  private static String explain(ToolSpec spec, Error error) {
    String where = error.getInstanceLocation().toString().replaceFirst("^/", "");
    return switch (error.getKeyword()) {
      case "required" -> "\"" + error.getProperty() + "\" is missing.";
      case "additionalProperties" -> unknown(spec, error.getProperty());
      default -> "\"" + where + "\" " + error.getMessage() + ".";
    };
  }

  private static String unknown(ToolSpec spec, String name) {
    List<String> known = new ArrayList<>();
    spec.properties().fieldNames().forEachRemaining(known::add);
    return "\"%s\" is not known; %s"
        .formatted(
            name,
            NearestName.of(name, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("known are " + known + "."));
  }
}
