package io.workrail.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;

/** The laws of lenient comparison. It is no equivalence: "1" is 1 and true, and 1 is not true. */
class LenientValuesPropertyTest {
  @Provide
  Arbitrary<JsonNode> values() {
    return Arbitraries.oneOf(
        GeneratedDocuments.values(),
        Arbitraries.strings().ofMaxLength(8).map(TextNode::valueOf),
        Arbitraries.just(MissingNode.getInstance()));
  }

  @Property
  void equalityIsSymmetric(@ForAll("values") JsonNode left, @ForAll("values") JsonNode right) {
    assertThat(LenientValues.areEqual(left, right)).isEqualTo(LenientValues.areEqual(right, left));
  }

  @Property
  void everythingButContainersEqualsItself(@ForAll("values") JsonNode value) {
    assertThat(LenientValues.areEqual(value, value)).isEqualTo(!value.isContainerNode());
  }

  @Property
  void containersEqualNothing(@ForAll("values") JsonNode left, @ForAll("values") JsonNode right) {
    if (left.isContainerNode()) {
      assertThat(LenientValues.areEqual(left, right)).isFalse();
    }
  }

  @Property
  void nothingButMissingEqualsNull(@ForAll("values") JsonNode value) {
    assertThat(LenientValues.areEqual(NullNode.getInstance(), value))
        .isEqualTo(value.isNull() || value.isMissingNode());
  }

  @Property
  void wordsCompareWithoutCaseAndSurroundingSpace(
      @ForAll @AlphaChars @StringLength(max = 8) String word) {
    TextNode shouted = TextNode.valueOf("\t " + word.toUpperCase(Locale.ROOT) + " ");

    assertThat(LenientValues.areEqual(TextNode.valueOf(word), shouted)).isTrue();
  }

  @Property
  void aNumberEqualsItsSpelling(@ForAll @DoubleRange(min = -1e15, max = 1e15) double number) {
    TextNode spelled = TextNode.valueOf(" " + DoubleNode.valueOf(number).asText() + " ");

    assertThat(LenientValues.areEqual(DoubleNode.valueOf(number), spelled)).isTrue();
    assertThat(LenientValues.numberIn(spelled)).hasValue(number);
  }

  @Property
  void aNumberIsNeverABoolean(@ForAll double number) {
    if (Double.isFinite(number)) {
      assertThat(LenientValues.areEqual(DoubleNode.valueOf(number), BooleanNode.TRUE)).isFalse();
      assertThat(LenientValues.areEqual(DoubleNode.valueOf(number), BooleanNode.FALSE)).isFalse();
    }
  }

  @Property
  void everyValueHasATextAndATruth(@ForAll("values") JsonNode value) {
    assertThat(LenientValues.textOf(value)).isNotNull();
    boolean falsy =
        value.isMissingNode()
            || value.isNull()
            || (value.isBoolean() && !value.asBoolean())
            || (value.isNumber() && value.asDouble() == 0)
            || (value.isTextual() && value.asText().isEmpty());
    assertThat(LenientValues.isTruthy(value)).isEqualTo(!falsy);
  }

  @Property
  void everyTextIsANumberOrNone(@ForAll String text) {
    assertThat(LenientValues.numberIn(TextNode.valueOf(text)).orElse(0)).isFinite();
  }
}
