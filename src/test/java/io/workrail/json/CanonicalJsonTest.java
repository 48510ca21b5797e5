package io.workrail.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the examples of RFC 8785. */
class CanonicalJsonTest {
  /** Section 3.2.2 and, in bytes, section 3.2.4. */
  @Test
  void writesTheExampleOfTheStandard() throws MalformedJsonException {
    String example =
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
          "literals": [null, true, false]
        }""";
    String bytes =
        "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b"
            + "3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c"
            + "22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d";

    assertThat(HexFormat.of().formatHex(CanonicalJson.of(StrictJson.parse(example))))
        .isEqualTo(bytes);
  }

  /** Section 3.2.3: members are sorted by UTF-16 units, not by code points. */
  @Test
  void sortsMembersByUtf16Units() throws MalformedJsonException {
    String example =
        """
        {
          "\\u20ac": "Euro Sign",
          "\\r": "Carriage Return",
          "\\ufb33": "Hebrew Letter Dalet With Dagesh",
          "1": "One",
          "\\ud83d\\ude00": "Emoji: Grinning Face",
          "\\u0080": "Control",
          "\\u00f6": "Latin Small Letter O With Diaeresis"
        }""";

    assertThat(canonical(StrictJson.parse(example)))
        .containsSubsequence(
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh");
  }

  /** Appendix B, as far as JSON can spell the number. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void writesNumbersAsEcmaScriptDoes(String bits, String expected) {
    double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    assertThat(canonical(DoubleNode.valueOf(number))).isEqualTo(expected);
  }

  @Test
  void equalValuesHaveEqualBytes() throws MalformedJsonException {
    JsonNode one = StrictJson.parse("{\"b\":[1.0,\"\\u00e9\"],\"a\":{\"d\":1e2,\"c\":null}}");
    JsonNode other = StrictJson.parse("{ \"a\" : {\"c\":null,\"d\":100}, \"b\":[1,\"é\"] }");

    assertThat(canonical(one))
        .isEqualTo(canonical(other))
        .isEqualTo("{\"a\":{\"c\":null,\"d\":100},\"b\":[1,\"é\"]}");
  }

  @Property
  void everyTextHasAForm(@ForAll String name, @ForAll String text) throws Exception {
    JsonNode value = StrictJson.mapper().createObjectNode().put(name, text);
    boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(name + text);

    byte[] bytes = CanonicalJson.of(value);

    if (encodable) {
      assertThat(StrictJson.parse(bytes)).isEqualTo(value);
      assertThat(CanonicalJson.of(StrictJson.parse(bytes))).isEqualTo(bytes);
    }
  }

  /** A library by others is the judge; it reads text. */
  @Property
  void agreesWithTheReference(@ForAll String name, @ForAll String text, @ForAll double number)
      throws Exception {
    ObjectNode value = StrictJson.mapper().createObjectNode().put(text, name).put(name, text);
    value.putArray("\u20ac\n").add(Double.isFinite(number) ? number : 0).add(true).addNull();
    value.putArray("1").addObject().putObject("\ud83d\ude00").put("b", 1L << 60).put("a", -0.0);

    assertThat(canonical(value))
        .isEqualTo(new JsonCanonicalizer(StrictJson.write(value)).getEncodedString());
  }

  private static String canonical(JsonNode value) {
    return new String(CanonicalJson.of(value), StandardCharsets.UTF_8);
  }
}
