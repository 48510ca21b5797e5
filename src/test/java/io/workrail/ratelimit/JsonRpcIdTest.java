package io.workrail.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRpcIdTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"} | 7",
        "{\"method\":\"x\",\"params\":{\"id\":1,\"a\":[{\"id\":2}]},\"id\":\"s-3\"} | \"s-3\"",
        "{\"id\":-12345678901234567890} | -12345678901234567890",
        "{\"id\":1, broken | 1"
      })
  void findsTheIdOfTheRequestOnly(String body, String id) {
    assertThat(JsonRpcId.read(bytes(body)).orElseThrow()).hasToString(id);
  }

  @ParameterizedTest
  @MethodSource("withoutId")
  void findsNothingElse(String body) {
    assertThat(JsonRpcId.read(bytes(body))).isEmpty();
  }

  static String[] withoutId() {
    return new String[] {
      "",
      "{",
      "nonsense",
      "[{\"id\":1}]",
      "{\"id\":1.5}",
      "{\"id\":null}",
      "{\"id\":{}}",
      "{\"params\":{\"id\":1}}",
      "{\"params\":" + "[".repeat(5_000) + "]".repeat(5_000) + ",\"id\":1}",
      "{\"params\":\"" + "x".repeat(2 * 1024 * 1024) + "\",\"id\":1}",
      "{\"id\":\"" + "x".repeat(10_000) + "\"}",
      "{\"id\":" + "9".repeat(5_000) + "}",
    };
  }

  private static ByteArrayInputStream bytes(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }
}
