package io.workrail.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.workflow.Criteria;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

/** What holds for every demand and every output, however odd. */
class OutputValidationPropertyTest {
  /** Far more than a spent budget needs, also on a machine with other work. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final OutputVerdict NONE = new OutputVerdict(true, List.of(), List.of());

  @Provide
  Arbitrary<JsonNode> criteria() {
    return GeneratedDocuments.criteria();
  }

  @Provide
  Arbitrary<ObjectNode> contexts() {
    return GeneratedCalls.contexts();
  }

  @Provide
  Arbitrary<String> outputs() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60),
        Arbitraries.of(
            "",
            " \n ",
            "{}",
            "[]",
            "null",
            "\"a\"",
            "{\"a\":1",
            "[".repeat(5_000),
            "a".repeat(40),
            "1e999",
            "{\"a\":1,\"a\":2}",
            "\ud800\udfff\ud800",
            "a b ".repeat(2_000),
            "\u0000"));
  }

  /** Whatever authors may write, what no server would serve included. */
  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a", "b", ".", "\\w", "\\s", "[^b]", "(a+)", "(a|b)", "(a|aa)", "(?:a*)", "(?=a)",
            "(?!b)", "^", "$", "\\b", "(?:)", "()", "\\1", "(?<=a)", "|");
    Arbitrary<String> quantifiers = Arbitraries.of("", "*", "+", "?", "*?", "{2,}", "{0,40}");
    Arbitrary<String> quantified =
        Combinators.combine(pieces, quantifiers).as((piece, quantifier) -> piece + quantifier);
    Arbitrary<String> sequence =
        quantified.list().ofMinSize(1).ofMaxSize(5).map(l -> String.join("", l));
    return Combinators.combine(sequence, quantifiers, sequence)
        .as((inside, quantifier, rest) -> "(" + inside + ")" + quantifier + rest);
  }

  @Property
  void everyOutputGetsAVerdict(
      @ForAll("criteria") JsonNode criteria,
      @ForAll("outputs") String output,
      @ForAll("contexts") ObjectNode context) {
    OutputVerdict verdict = find(criteria, output, context).orElse(NONE);

    assertThat(verdict.valid()).isEqualTo(verdict.issues().isEmpty());
    assertThat(verdict.suggestions()).hasSameSizeAs(verdict.issues());
    assertThat(find(criteria, output, context).orElse(NONE)).isEqualTo(verdict);
  }

  @Property
  void issuesAreMessagesOfTheDocument(
      @ForAll("criteria") JsonNode criteria,
      @ForAll("outputs") String output,
      @ForAll("contexts") ObjectNode context) {
    Criteria read = stepWith(criteria).validationCriteria();
    if (!(read instanceof Criteria.None)) {
      assertThat(read.allRules().map(Criteria.Rule::message).toList())
          .containsAll(find(criteria, output, context).orElse(NONE).issues());
    }
  }

  /** A pattern costs a bounded amount of work, or the rule is an error; the thread goes on. */
  @Property
  void noPatternHangs(@ForAll("patterns") String pattern, @ForAll("outputs") String output) {
    ObjectNode rule = rule().put("type", "regex").put("pattern", pattern);
    ObjectNode context = GeneratedDocuments.object();

    Assertions.assertTimeoutPreemptively(
        LONGEST,
        () -> {
          try {
            verdict(GeneratedDocuments.array(List.of(rule)), output, context);
          } catch (EngineException e) {
            assertThat(e.getMessage()).contains("one-step");
          }
        });
  }

  /** What cannot be understood is an error, never a silent pass and never another exception. */
  @Property
  void whatIsNoDemandIsAnErrorThatNamesTheStep(@ForAll("contexts") ObjectNode nonsense) {
    nonsense.remove(List.of("and", "or", "not", "condition"));
    JsonNode criteria = GeneratedDocuments.array(List.of(nonsense));

    assertThatExceptionOfType(CriteriaException.class)
        .isThrownBy(() -> verdict(criteria, "output", GeneratedDocuments.object()))
        .withMessageContaining("one-step");
  }

  private static ObjectNode rule() {
    return GeneratedDocuments.object().put("message", "It has to match.");
  }

  /** Nothing when a pattern costs too much. */
  private static Optional<OutputVerdict> find(
      JsonNode criteria, String output, ObjectNode context) {
    try {
      return Optional.of(verdict(criteria, output, context));
    } catch (PatternTooExpensiveException e) {
      return Optional.empty();
    }
  }

  private static OutputVerdict verdict(JsonNode criteria, String output, ObjectNode context) {
    return Engine.validate(stepWith(criteria), output, Context.received(context));
  }

  private static StandardStep stepWith(JsonNode criteria) {
    ObjectNode step =
        GeneratedDocuments.object().put("id", "one-step").put("title", "T").put("prompt", "P");
    step.set("validationCriteria", criteria);
    ObjectNode document = GeneratedDocuments.object().put("id", "criteria");
    document.putArray("steps").add(step);
    Workflow workflow = WorkflowReader.read(document);
    return workflow.findStandardStep("one-step").orElseThrow();
  }
}
