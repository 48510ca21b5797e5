package io.workrail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an agent hands in for a step.
 *
 * @param arguments those of the call without the token; treated as immutable
 */
public record StepInput(ObjectNode arguments) {
  /** Largest notes, in bytes of UTF-8. */
  public static final int MAX_NOTES = 64 * 1024;

  /** Largest output, and all artifacts together, in bytes of UTF-8. */
  public static final int MAX_OUTPUT = 256 * 1024;

  private static final String TOKEN = "continueToken";

  /**
   * Takes the token off.
   *
   * @throws SessionException when something is larger than allowed, or cannot be stored
   */
  public static StepInput of(ObjectNode arguments) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    rest.setAll(arguments);
    rest.remove(TOKEN);
    StorableText.requireAll(rest);
    StepInput input = new StepInput(rest);
    SessionException.requireSize("notes", input.notes(), MAX_NOTES);
    SessionException.requireSize("output", input.output().orElse(""), MAX_OUTPUT);
    SessionException.requireSize("artifacts", input.artifactContents(), MAX_OUTPUT);
    return input;
  }

  String notes() {
    return arguments.path("notes").asText();
  }

  Optional<String> output() {
    return Optional.ofNullable(arguments.path("output").textValue());
  }

  /** What the criteria look at. */
  String checked() {
    return output().orElseGet(this::notes);
  }

  ObjectNode contextChange() {
    return arguments.path("context") instanceof ObjectNode change
        ? change
        : JsonNodeFactory.instance.objectNode();
  }

  boolean confirmed() {
    return arguments.path("confirmed").asBoolean();
  }

  /** SHA-256 of the canonical form (RFC 8785), in hexadecimal. */
  String digest() {
    return digest(arguments);
  }

  static String digest(JsonNode value) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(CanonicalJson.of(value)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The arguments as they stand in an event: all that the agent handed in. */
  void copyTo(ObjectNode payload) {
    if (!notes().isEmpty()) {
      payload.put("notes", notes());
    }
    output().ifPresent(text -> payload.put("output", text));
    if (arguments.path("artifacts") instanceof ArrayNode artifacts && !artifacts.isEmpty()) {
      payload.set("artifacts", artifacts);
    }
    if (!contextChange().isEmpty()) {
      payload.set("contextChange", contextChange());
    }
  }

  private String artifactContents() {
    StringBuilder all = new StringBuilder();
    arguments.path("artifacts").forEach(artifact -> all.append(artifact.path("content").asText()));
    return all.toString();
  }

  /** The size of a text, in bytes of UTF-8. */
  static int sizeOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
