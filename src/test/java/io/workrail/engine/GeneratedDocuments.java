package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Documents as authors write them: every kind of step, condition, loop and demand. */
final class GeneratedDocuments {
  /** Names that conditions test and contexts set; some of them are loop variables. */
  static final List<String> VARIABLES =
      List.of("size", "kind", "count", "items", "note", "round", "currentItem", "currentIndex");

  private static final List<String> PATTERNS =
      List.of(
          "large",
          "^\\s*x+$",
          "(a+)+$",
          "(a|a)*b",
          "(.*)*z",
          "[^a-z]{2,}",
          "\\bfix\\b",
          "(?:a?){9}",
          "(\\w+)\\s\\1",
          "é|ß",
          "^$",
          "(?=a)a(?!b)");

  private GeneratedDocuments() {}

  /** Any JSON value that a context or a condition may hold, small. */
  static Arbitrary<JsonNode> values() {
    Arbitrary<JsonNode> nested =
        scalars().list().ofMaxSize(3).map(GeneratedDocuments::array).map(node -> (JsonNode) node);
    Arbitrary<JsonNode> objects = scalars().map(value -> (JsonNode) object().set("inside", value));
    return Arbitraries.oneOf(scalars(), scalars(), nested, objects);
  }

  private static Arbitrary<JsonNode> scalars() {
    var nodes = StrictJson.mapper().getNodeFactory();
    Arbitrary<JsonNode> words =
        Arbitraries.of(
                "large",
                " Large ",
                "small",
                "",
                " ",
                "2",
                "2.0",
                "0x10",
                "1e1",
                "true",
                "YES",
                "no",
                "false",
                "a".repeat(30),
                "NaN",
                "-0",
                "é",
                "\ud83d\ude00",
                "\ud800")
            .map(nodes::textNode);
    Arbitrary<JsonNode> numbers =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-2, 5).map(nodes::numberNode),
            Arbitraries.of(0.5, -0.0, 1e300, 5e-324, 16.0).map(nodes::numberNode));
    return Arbitraries.oneOf(
        words,
        numbers,
        Arbitraries.of(true, false).map(nodes::booleanNode),
        Arbitraries.just(nodes.nullNode()));
  }

  static Arbitrary<ObjectNode> conditions() {
    return Arbitraries.lazyOf(
        () -> Arbitraries.create(GeneratedDocuments::object),
        GeneratedDocuments::tests,
        GeneratedDocuments::tests,
        GeneratedDocuments::tests,
        () -> members("and"),
        () -> members("or"),
        () -> conditions().map(inside -> object().set("not", inside)));
  }

  private static Arbitrary<ObjectNode> members(String name) {
    return conditions()
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .map(inside -> object().set(name, array(inside)));
  }

  /** One variable with up to two operators beside each other. */
  private static Arbitrary<ObjectNode> tests() {
    Arbitrary<UnaryOperator<ObjectNode>> operators =
        Arbitraries.oneOf(
            Combinators.combine(Arbitraries.of("equals", "not_equals"), scalars())
                .as((name, value) -> node -> node.set(name, value)),
            Combinators.combine(
                    Arbitraries.of("gt", "gte", "lt", "lte"), Arbitraries.integers().between(-1, 4))
                .as((name, value) -> node -> node.put(name, value)),
            Combinators.combine(
                    Arbitraries.of("contains", "startsWith", "endsWith"),
                    Arbitraries.of("", "LA", "l", " e "))
                .as((name, value) -> node -> node.put(name, value)),
            Arbitraries.of(PATTERNS).map(pattern -> node -> node.put("matches", pattern)));
    return Combinators.combine(Arbitraries.of(VARIABLES), operators.list().ofMaxSize(2))
        .as(
            (variable, changes) -> {
              ObjectNode condition = object().put("var", variable);
              changes.forEach(change -> change.apply(condition));
              return condition;
            });
  }

  static Arbitrary<JsonNode> criteria() {
    return Arbitraries.oneOf(
        rules().list().ofMaxSize(3).map(GeneratedDocuments::array), compositions());
  }

  private static Arbitrary<JsonNode> compositions() {
    return Arbitraries.lazyOf(
        () ->
            Combinators.combine(
                    Arbitraries.of("and", "or"), members().list().ofMinSize(1).ofMaxSize(2))
                .as((name, inside) -> object().set(name, array(inside))),
        () -> members().map(inside -> object().set("not", inside)));
  }

  private static Arbitrary<JsonNode> members() {
    return Arbitraries.lazyOf(
        () -> rules().map(rule -> (JsonNode) rule),
        () -> rules().map(rule -> (JsonNode) rule),
        GeneratedDocuments::compositions);
  }

  private static Arbitrary<ObjectNode> rules() {
    Arbitrary<ObjectNode> kinds =
        Arbitraries.oneOf(
            Arbitraries.of("a", "Rate:", "").map(value -> rule("contains").put("value", value)),
            Arbitraries.of(PATTERNS)
                .map(value -> rule("regex").put("pattern", value).put("flags", "i")),
            Arbitraries.integers().between(0, 9).map(value -> rule("length").put("min", value)),
            Arbitraries.integers().between(0, 9).map(value -> rule("length").put("max", value)),
            Arbitraries.of("object", "array", "string")
                .map(type -> rule("schema").set("schema", object().put("type", type))));
    return Combinators.combine(kinds, conditions().optional(0.3))
        .as((rule, condition) -> with(rule, "condition", condition));
  }

  private static ObjectNode rule(String type) {
    return object().put("type", type).put("message", "The output needs a " + type + ".");
  }

  /** A step, still without an id. */
  static Arbitrary<ObjectNode> steps() {
    Arbitrary<JsonNode> confirmations =
        Arbitraries.oneOf(
            Arbitraries.of(true, false).map(StrictJson.mapper().getNodeFactory()::booleanNode),
            conditions().map(node -> (JsonNode) node));
    return Combinators.combine(
            conditions().optional(0.5),
            confirmations.optional(0.3),
            criteria().optional(0.3),
            Arbitraries.of("careful reviewer").optional(0.3),
            Arbitraries.of("Look twice.").list().ofMaxSize(2))
        .as(
            (condition, confirmation, criteria, role, guidance) -> {
              ObjectNode step = object().put("title", "Title").put("prompt", "Do it.");
              with(step, "runCondition", condition);
              with(step, "requireConfirmation", confirmation);
              with(step, "validationCriteria", criteria);
              role.ifPresent(text -> step.put("agentRole", text));
              ArrayNode hints = step.putArray("guidance");
              guidance.forEach(hints::add);
              return step;
            });
  }

  /** A loop of any kind, still without ids. */
  static Arbitrary<ObjectNode> loops() {
    Arbitrary<ObjectNode> kinds =
        Arbitraries.oneOf(
            conditions().map(condition -> kind("while").set("condition", condition)),
            conditions().map(condition -> kind("until").set("condition", condition)),
            Arbitraries.integers().between(0, 5).map(count -> kind("for").put("count", count)),
            Arbitraries.of("count", "size").map(name -> kind("for").put("count", name)),
            Arbitraries.of("items", "note").map(name -> kind("forEach").put("items", name)));
    Arbitrary<ObjectNode> rules =
        Combinators.combine(kinds, Arbitraries.integers().between(1, 4))
            .as((kind, most) -> kind.put("maxIterations", most).put("iterationVar", "round"));
    return Combinators.combine(
            rules, steps().list().ofMinSize(1).ofMaxSize(3), conditions().optional(0.3))
        .as(
            (rule, body, condition) -> {
              ObjectNode loop = object().put("type", "loop").put("title", "Loop");
              loop.set("loop", rule);
              loop.set("body", array(body));
              return with(loop, "runCondition", condition);
            });
  }

  /** Whole documents; a loop may take a top-level step as its body. */
  static Arbitrary<ObjectNode> documents() {
    Arbitrary<List<ObjectNode>> steps =
        Arbitraries.oneOf(steps(), steps(), loops()).list().ofMinSize(1).ofMaxSize(5);
    return Combinators.combine(steps, Arbitraries.integers().between(0, 9).optional(0.4))
        .as(GeneratedDocuments::document)
        .withoutEdgeCases();
  }

  private static ObjectNode document(List<ObjectNode> steps, Optional<Integer> referenced) {
    ObjectNode document =
        object()
            .put("id", "generated")
            .put("name", "Generated")
            .put("description", "Made by a test.")
            .put("version", "1.0.0");
    ArrayNode all = document.putArray("steps");
    for (int i = 0; i < steps.size(); i++) {
      ObjectNode step = steps.get(i).deepCopy().put("id", "step-" + i);
      for (int j = 0; j < step.path("body").size(); j++) {
        ((ObjectNode) step.path("body").get(j)).put("id", "body-" + i + "-" + j);
      }
      all.add(step);
    }
    referenced.ifPresent(number -> refer(all, number));
    return document;
  }

  /** Makes all loops go over one top-level step, which then must have no condition. */
  private static void refer(ArrayNode steps, int number) {
    ObjectNode target = (ObjectNode) steps.get(number % steps.size());
    if (target.has("body")) {
      return;
    }
    target.remove("runCondition");
    for (JsonNode step : steps) {
      if (step.has("body")) {
        ((ObjectNode) step).put("body", target.path("id").asText());
      }
    }
  }

  private static ObjectNode kind(String type) {
    return object().put("type", type);
  }

  private static <T extends JsonNode> ObjectNode with(
      ObjectNode node, String name, Optional<T> value) {
    value.ifPresent(present -> node.set(name, present));
    return node;
  }

  static ArrayNode array(List<? extends JsonNode> elements) {
    return StrictJson.mapper().createArrayNode().addAll(elements);
  }

  static ObjectNode object() {
    return StrictJson.mapper().createObjectNode();
  }
}
