package io.workrail.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  /**
   * What is left of the 512 KiB of a server thread below the frames of HTTP server and resource.
   */
  private static final int STACK_BYTES = 384 * 1024;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0",
        "-0",
        "1.5e-3",
        "\"\"",
        "[]",
        "{}",
        " [1, \"a\" ]\n",
        "{\"a\":{\"a\":1}}",
        "9007199254740993",
        "\"\\ud83d\\ude00\"",
        "1e-400",
        "1e308"
      })
  void readsJson(String text) {
    assertThatCode(() -> StrictJson.parse(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | empty | 1 | 1",
        "~ \n ~ | empty | 1 | 1",
        "{\"a\":1,\"a\":2} | Duplicate | 1 | 11",
        "{} {} | after the value | 1 | 4",
        "[1,] | | 1 | 4",
        "[01] | zero | 1 | 3",
        "{'a':1} | | 1 | 2",
        "~// no\n1~ | | 1 | 1",
        "[NaN] | Non-standard token 'NaN' | 1 | 5",
        "{\"a\": | end-of-input | 1 | 6",
        "[\"a | | 1 | 4",
        "1e309 | range of a double | 1 | 1",
        "[-1e999] | range of a double | 1 | 1",
        "~\"a\nb\"~ | | 1 | 3"
      })
  void refusesWhatIsNotJson(String text, String reason, int line, int column) {
    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> StrictJson.parse(text))
        .satisfies(
            refusal -> {
              assertThat(refusal.getMessage()).contains(reason == null ? "" : reason);
              assertThat(refusal.getMessage()).doesNotContain("com.", "Source", "\n");
              assertThat(refusal.position()).isEqualTo(new TextPosition(line, column));
            });
  }

  @Test
  void refusesIntegersThatNoDoubleHolds() throws MalformedJsonException {
    String largest = "1" + "0".repeat(308);

    assertThat(StrictJson.parse(largest).asDouble()).isEqualTo(1e308);
    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> StrictJson.parse("{\"x\":1" + "0".repeat(400) + "}"))
        .withMessageContaining("range of a double");
    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> StrictJson.parse("1".repeat(5_000)))
        .withMessageContaining("too long");
  }

  @ParameterizedTest
  @ValueSource(ints = {StrictJson.MAX_DEPTH + 1, 5_000, 1_000_000})
  void refusesDeepNesting(int depth) {
    for (String open : new String[] {"[", "{\"a\":"}) {
      assertThatExceptionOfType(MalformedJsonException.class)
          .isThrownBy(() -> StrictJson.parse(open.repeat(depth)))
          .withMessage("nested deeper than 256 levels");
    }
  }

  @Test
  void theDeepestTreeFitsTheStackOfAServerThread() throws InterruptedException {
    int inside = StrictJson.MAX_DEPTH - 1;
    String text = "{\"a\":".repeat(inside) + "[]" + "}".repeat(inside);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread small =
        new Thread(
            null,
            () -> {
              try {
                JsonNode tree = StrictJson.parse(text);
                assertThat(StrictJson.write(tree)).isEqualTo(text);
                assertThat(CanonicalJson.of(tree)).hasSize(text.length());
                assertThat(tree.deepCopy().hashCode()).isEqualTo(tree.hashCode());
              } catch (MalformedJsonException | StackOverflowError | AssertionError e) {
                failure.set(e);
              }
            },
            "small-stack",
            STACK_BYTES);
    small.start();
    small.join();

    assertThat(failure).hasNullValue();
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> StrictJson.parse(new byte[] {'"', (byte) 0xc3, '"'}));
    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> StrictJson.parse(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}));
  }

  @Test
  void writesAnUnpairedSurrogate() throws MalformedJsonException {
    JsonNode lonely = StrictJson.parse("\"\\ud800\"");

    assertThatCode(() -> StrictJson.writeBytes(lonely)).doesNotThrowAnyException();
  }

  /** Whatever comes: a value or a refusal in plain words. */
  @Property
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    try {
      StrictJson.parse(bytes);
    } catch (MalformedJsonException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("com.fasterxml");
    }
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll String text, @ForAll double number) throws Exception {
    if (!Double.isFinite(number)) {
      return;
    }
    JsonNode value = StrictJson.mapper().createArrayNode().add(text).add(number);

    assertThat(StrictJson.parse(StrictJson.write(value))).isEqualTo(value);
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      assertThat(StrictJson.parse(StrictJson.writeBytes(value))).isEqualTo(value);
    }
  }
}
