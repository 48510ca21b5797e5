package io.workrail.configuration;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds and removes places in a configuration that was read as a tree. */
final class ConfigurationTree {
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

  private final JsonNode root;

  ConfigurationTree(JsonNode root) {
    this.root = root;
  }

  /** The name of a place, such as {@code server.applicationConnectors[0].port}. */
  static String key(List<Reference> path) {
    StringBuilder key = new StringBuilder();
    for (Reference step : path) {
      if (step.getFieldName() == null) {
        key.append('[').append(step.getIndex()).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return key.toString();
  }

  /** The text of a single value, or of a list of them with commas between. */
  Optional<String> text(String key) {
    JsonNode found = root;
    for (String step : steps(key)) {
      found = child(found, step);
    }
    if (found.isArray() && !found.isEmpty()) {
      if (!StreamSupport.stream(found.spliterator(), false).allMatch(JsonNode::isValueNode)) {
        return Optional.empty();
      }
      return Optional.of(
          StreamSupport.stream(found.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(",")));
    }
    return found.isValueNode() && !found.isNull() ? Optional.of(found.asText()) : Optional.empty();
  }

  /** Removes a place, so that its default counts; whether there was something to remove. */
  boolean remove(String key) {
    List<String> steps = steps(key);
    if (steps.isEmpty()) {
      return false;
    }
    JsonNode parent = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      parent = child(parent, step);
    }
    String last = steps.get(steps.size() - 1);
    if (parent instanceof ObjectNode object) {
      return object.remove(last) != null;
    }
    return parent instanceof ArrayNode array && array.remove(Integer.parseInt(last)) != null;
  }

  private static JsonNode child(JsonNode node, String step) {
    return node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
  }

  private static List<String> steps(String key) {
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(key);
    while (step.find()) {
      steps.add(step.group(1) == null ? step.group(2) : step.group(1));
    }
    return steps;
  }
}
