package io.workrail.workflow.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the answers an ECMAScript engine gave to the same patterns and inputs. */
class EcmaScriptCasesTest {

  private static final String CASES = "/regex/ecmascript-cases.jsonl";

  @ParameterizedTest(name = "/{0}/{1} on \"{2}\" gives {3}")
  @MethodSource("cases")
  void answersLikeEcmaScript(String pattern, String flags, String input, String expected)
      throws InvalidPatternException {
    if (expected.equals("invalid")) {
      assertThatThrownBy(() -> EcmaPattern.compile(pattern, flags))
          .isInstanceOf(InvalidPatternException.class);
      return;
    }

    boolean found = EcmaPattern.compile(pattern, flags).find(input, MatchBudget.ofDefault());

    assertThat(found).isEqualTo(Boolean.parseBoolean(expected));
  }

  static List<Arguments> cases() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    InputStream stream =
        Objects.requireNonNull(EcmaScriptCasesTest.class.getResourceAsStream(CASES));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        cases.add(toArguments(json.readTree(line)));
      }
    }
    return cases;
  }

  private static Arguments toArguments(JsonNode entry) {
    return Arguments.of(
        entry.get("pattern").asText(),
        entry.get("flags").asText(),
        entry.get("input").asText(),
        entry.get("expect").asText());
  }
}
