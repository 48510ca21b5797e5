package io.workrail.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that must be known later: {@code AuditEvent.of("token.issued").by("ada").with("jti",
 * id)}. Every feature has its own types. Immutable. Never put a credential into it.
 *
 * @param type what happened, such as {@code session.ended}: words in lower case, joined by dots
 * @param details more about it, in a stable order
 */
public record AuditEvent(String type, Map<String, JsonNode> details) {
  /** Long texts come from outside and are cut, so that nobody can fill a disk with one event. */
  static final int LONGEST_TEXT = 500;

  private static final Pattern TYPE = Pattern.compile("[a-z_]+(\\.[a-z_]+)+");
  private static final Set<String> RESERVED =
      Set.of("seq", "time", "type", "requestId", "previous", "hash");

  public AuditEvent {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("not the type of an audit event: " + type);
    }
    for (String name : details.keySet()) {
      if (RESERVED.contains(name)) {
        throw new IllegalArgumentException("the log itself writes " + name);
      }
    }
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** An event without details. */
  public static AuditEvent of(String type) {
    return new AuditEvent(type, Map.of());
  }

  /** Names who did it: a subject, or {@code command} and the user of the system. */
  public AuditEvent by(String actor) {
    return with("actor", actor);
  }

  /** Names the network address from which it was done. */
  public AuditEvent from(String address) {
    return with("address", address);
  }

  /** Adds a text. */
  public AuditEvent with(String name, String value) {
    String text = value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) + "…" : value;
    return with(name, new TextNode(text));
  }

  /** Adds a number. */
  public AuditEvent with(String name, long value) {
    return with(name, new LongNode(value));
  }

  /** Adds a truth value. */
  public AuditEvent with(String name, boolean value) {
    return with(name, BooleanNode.valueOf(value));
  }

  /** Adds a structure; its size is the caller's care. */
  public AuditEvent with(String name, JsonNode value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(details);
    more.put(name, value.deepCopy());
    return new AuditEvent(type, more);
  }
}
