package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** What the agent has told so far: an immutable JSON object within its size limit. */
public final class Context {
  /** The estimated size, in bytes, from which a context is refused. */
  public static final int MAX_SIZE = 262_144;

  /** The estimated size, in bytes, from which a reply warns. */
  public static final int WARNING_SIZE = (int) Math.ceil(MAX_SIZE * 0.8);

  /** Keys that begin like this belong to the server and are never trusted when they come back. */
  public static final String INTERNAL_PREFIX = "_";

  /** Nothing told. */
  public static final Context EMPTY = new Context(JsonNodeFactory.instance.objectNode(), 0);

  private final ObjectNode values;
  private final long size;

  private Context(ObjectNode values, long size) {
    this.values = values;
    this.size = size;
  }

  /**
   * A context as a client sends it.
   *
   * @throws ContextTooLargeException at or over {@link #MAX_SIZE}
   */
  public static Context received(ObjectNode values) {
    long size = estimate(values);
    if (size >= MAX_SIZE) {
      throw new ContextTooLargeException(size);
    }
    ObjectNode trusted = JsonNodeFactory.instance.objectNode();
    trusted.setAll(values);
    for (Iterator<String> names = trusted.fieldNames(); names.hasNext(); ) {
      if (names.next().startsWith(INTERNAL_PREFIX)) {
        names.remove();
      }
    }
    return new Context(trusted, size);
  }

  /** The value of a variable, one flat key; a missing node when it is not set. */
  public JsonNode get(String variable) {
    return values.path(variable);
  }

  /** This context with some variables set or replaced. */
  public Context with(Map<String, JsonNode> variables) {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    changed.setAll(values);
    changed.setAll(variables);
    return new Context(changed, size);
  }

  /** All variables; not to be changed. */
  public ObjectNode json() {
    return values;
  }

  boolean isNearLimit() {
    return size >= WARNING_SIZE;
  }

  long size() {
    return size;
  }

  /**
   * 4 for null and booleans, 8 for a number, 2 a UTF-16 unit, 4 and its members for a container.
   */
  static long estimate(JsonNode value) {
    if (value.isTextual()) {
      return 2L * value.asText().length();
    }
    if (value.isNumber()) {
      return 8;
    }
    long size = 4;
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        size += 2L * member.getKey().length() + estimate(member.getValue());
      }
    } else {
      for (JsonNode element : value) {
        size += estimate(element);
      }
    }
    return size;
  }
}
