package io.workrail.drill;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Spoils JSON: first the tree, then the text, then the bytes. The same random, the same result. */
final class JsonMutator {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Writes deeper trees than any server reads. */
  private static final ObjectMapper WRITER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamWriteConstraints(
                  StreamWriteConstraints.builder().maxNestingDepth(20_000).build())
              .build());

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "\ud800",
          "\u202e\ufeff",
          "\ud83d\ude00",
          "../../../../etc/passwd",
          "${jndi:ldap://127.0.0.1:1/a}",
          "#{7*7}",
          "%s%n%x",
          "'; DROP TABLE sessions; --",
          "<script>alert(1)</script>",
          "__proto__",
          "constructor",
          "2025-11-25",
          "2026-07-28",
          "1900-01-01",
          "workflow_next",
          "workrail://workflows/{id}",
          "workrail://schema/workflow",
          "-1",
          "1e999",
          "null",
          "((((a+)+)+)+)$");
  private static final List<Supplier<JsonNode>> VALUES =
      List.of(
          NODES::nullNode,
          () -> NODES.booleanNode(true),
          () -> NODES.numberNode(0),
          () -> NODES.numberNode(-1),
          () -> NODES.numberNode(Long.MIN_VALUE),
          () -> NODES.numberNode(1.5),
          () -> NODES.numberNode(Double.MAX_VALUE),
          () -> NODES.numberNode(BigInteger.TEN.pow(300)),
          NODES::arrayNode,
          NODES::objectNode,
          () -> NODES.textNode("x".repeat(20_000)),
          () -> many(5_000),
          () -> nested(40),
          () -> nested(300),
          () -> NODES.objectNode().put("$ref", "#").put("type", "x"));

  private final Random random;

  /** A mutator that follows this random. */
  JsonMutator(Random random) {
    this.random = random;
  }

  /** A spoilt text of this document. */
  byte[] spoil(JsonNode document) {
    JsonNode tree = document.deepCopy();
    for (int round = random.nextInt(4); round > 0; round--) {
      tree = spoilTree(tree);
    }
    String text = write(tree);
    byte[] bytes =
        (random.nextInt(4) == 0 ? spoilText(text) : text).getBytes(StandardCharsets.UTF_8);
    return random.nextInt(4) == 0 ? spoilBytes(bytes) : bytes;
  }

  private static String write(JsonNode tree) {
    try {
      return WRITER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private JsonNode spoilTree(JsonNode tree) {
    List<JsonNode> containers = new ArrayList<>();
    collect(tree, containers);
    if (containers.isEmpty() || random.nextInt(40) == 0) {
      return value();
    }
    JsonNode place = containers.get(random.nextInt(containers.size()));
    if (place instanceof ObjectNode object) {
      spoil(object);
    } else {
      spoil((ArrayNode) place);
    }
    return tree;
  }

  private void spoil(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() ? text() : names.get(random.nextInt(names.size()));
    switch (random.nextInt(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(text(), value());
      case 2 -> object.set(name + "x", object.remove(name));
      default -> object.set(name, value());
    }
  }

  private void spoil(ArrayNode array) {
    int index = array.isEmpty() ? 0 : random.nextInt(array.size());
    switch (random.nextInt(3)) {
      case 0 -> array.remove(index);
      case 1 -> array.insert(index, value());
      default -> array.addAll(array.deepCopy());
    }
  }

  /** Lets the text say what a tree cannot. */
  private String spoilText(String text) {
    int at = random.nextInt(text.length() + 1);
    return switch (random.nextInt(7)) {
      case 0 -> text.replaceFirst("\\{", "{\"id\":1,");
      case 1 -> text + text;
      case 2 -> text.substring(0, at);
      case 3 -> text.substring(0, at) + "/* x */" + text.substring(at);
      case 4 -> text.replaceFirst(":", ":NaN,\"n\":");
      case 5 -> text.replaceFirst("\\d", "1e999");
      default -> "\ufeff" + text;
    };
  }

  private byte[] spoilBytes(byte[] bytes) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
    spoilt.write(bytes, 0, at);
    switch (random.nextInt(4)) {
      case 0 -> spoilt.write(random.nextInt(256));
      case 1 -> spoilt.writeBytes(noise(1 + random.nextInt(30)));
      case 2 -> spoilt.writeBytes(new byte[] {(byte) 0xc0, (byte) 0xaf, (byte) 0xff});
      default -> at = Math.min(bytes.length, at + random.nextInt(50));
    }
    spoilt.write(bytes, at, bytes.length - at);
    return spoilt.toByteArray();
  }

  /** Random bytes. */
  byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /** A text that somebody might try. */
  String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private JsonNode value() {
    return random.nextBoolean()
        ? NODES.textNode(text())
        : VALUES.get(random.nextInt(VALUES.size())).get();
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static JsonNode many(int count) {
    ArrayNode array = NODES.arrayNode();
    for (int n = 0; n < count; n++) {
      array.add(n);
    }
    return array;
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = NODES.objectNode();
    for (int n = 0; n < depth; n++) {
      inner = NODES.objectNode().set("n", NODES.arrayNode().add(inner));
    }
    return inner;
  }
}
