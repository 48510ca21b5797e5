package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import io.workrail.workflow.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a violation of the schema means to an author. The descriptions in the schema are the
 * source of what belongs in a place.
 */
final class SchemaFindings {
  private final JsonNode schema;

  SchemaFindings(JsonNode schema) {
    this.schema = schema;
  }

  void explain(Error error, JsonPointer pointer, Findings findings) {
    JsonPointer keyword = JsonPointer.compile(fragment(error));
    JsonNode rule = schema.at(keyword);
    JsonNode holder = schema.at(keyword.head());
    JsonNode value = error.getInstanceNode();
    switch (error.getKeyword()) {
      case "required" -> missing(error.getProperty(), pointer, holder, findings);
      case "dependentRequired" ->
          findings.error(
              pointer,
              "\"" + error.getProperty() + "\" compares nothing: \"var\" is missing",
              "Add \"var\" with the name of a context variable.");
      case "additionalProperties" -> unknown(error.getProperty(), pointer, holder, findings);
      case "type" ->
          findings.error(
              pointer,
              "%s where %s belongs".formatted(kindOf(value), expected(rule)),
              belongs(pointer, holder));
      case "enum", "const" -> notAllowed(value, rule, pointer, findings);
      case "minLength", "maxLength" ->
          findings.error(
              pointer,
              "the text has %d characters, %s %d are allowed"
                  .formatted(lengthOf(value), bound(error), rule.asInt()),
              belongs(pointer, holder));
      case "minimum", "maximum" ->
          findings.error(
              pointer,
              "%s is out of range, %s %s is allowed".formatted(value, bound(error), rule),
              belongs(pointer, holder));
      case "minItems" ->
          findings.error(pointer, "the list is empty", "Add at least one entry, or remove it.");
      case "uniqueItems" ->
          findings.error(pointer, "the list has an entry twice", "Remove the repetition.");
      case "pattern" ->
          findings.error(
              pointer,
              shortened(value) + " does not have the right form",
              belongs(pointer, holder));
      case "oneOf" ->
          findings.error(
              pointer,
              "a composition needs exactly one of \"and\", \"or\", \"not\"",
              "Keep one of them; nest another composition inside it when you need both.");
      default -> findings.error(pointer, error.getMessage(), belongs(pointer, holder));
    }
  }

  private static String fragment(Error error) {
    String location = error.getSchemaLocation().toString();
    return location.substring(location.indexOf('#') + 1);
  }

  private void missing(String name, JsonPointer pointer, JsonNode holder, Findings findings) {
    String description = holder.path("properties").path(name).path("description").asText();
    findings.error(
        pointer,
        "\"" + name + "\" is missing",
        description.isEmpty() ? "Add it." : "Add it: " + description);
  }

  private static void unknown(
      String name, JsonPointer pointer, JsonNode holder, Findings findings) {
    List<String> known = new ArrayList<>();
    holder.path("properties").fieldNames().forEachRemaining(known::add);
    Optional<String> meant = NearestName.of(name, known);
    findings.error(
        pointer.appendProperty(name),
        "\"" + name + "\" is not known here",
        meant
            .map(near -> "Did you mean \"" + near + "\"?")
            .orElse("Remove it, or name it \"x-" + name + "\" if it is data of your own."));
  }

  private static void notAllowed(
      JsonNode value, JsonNode rule, JsonPointer pointer, Findings findings) {
    List<String> allowed = new ArrayList<>();
    if (rule.isArray()) {
      rule.forEach(entry -> allowed.add(entry.asText()));
    } else {
      allowed.add(rule.asText());
    }
    Optional<String> meant = NearestName.of(value.asText(), allowed);
    findings.error(
        pointer,
        shortened(value) + " is not allowed here",
        "Use one of "
            + allowed
            + "."
            + meant.map(near -> " Did you mean " + near + "?").orElse(""));
  }

  private static String belongs(JsonPointer pointer, JsonNode holder) {
    String description = holder.path("description").asText();
    String name = pointer.last() == null ? "" : pointer.last().getMatchingProperty();
    return description.isEmpty()
        ? "Give \"" + name + "\" a value that the schema allows."
        : "What belongs here: " + description;
  }

  private static String expected(JsonNode types) {
    if (!types.isArray()) {
      return article(types.asText());
    }
    List<String> names = new ArrayList<>();
    types.forEach(type -> names.add(article(type.asText())));
    return String.join(" or ", names);
  }

  private static String kindOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      default -> "null";
    };
  }

  private static String article(String type) {
    return (type.matches("[aeio].*") ? "an " : "a ") + type;
  }

  private static String bound(Error error) {
    return error.getKeyword().startsWith("min") ? "at least" : "at most";
  }

  /** JSON Schema counts code points. */
  private static int lengthOf(JsonNode value) {
    String text = value.asText();
    return text.codePointCount(0, text.length());
  }

  private static String shortened(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "…\"";
  }
}
