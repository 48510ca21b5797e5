package io.workrail.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyCheckTest {
  @Test
  void aRefusalWithStatus200IsAFault() {
    assertThat(faultIn(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"isError\":false}}"))
        .isEmpty();
    assertThat(faultIn(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"isError\":true}}"))
        .hasValue("isError");
    assertThat(faultIn(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601}}"))
        .hasValue("JSON-RPC error");
    assertThat(faultIn(429, "{\"code\":429}")).hasValue("HTTP 429");
  }

  @Test
  void aResultThatTalksAboutErrorsIsNone() {
    assertThat(
            faultIn(
                200,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\","
                    + "\"text\":\"{\\\"isError\\\":true}\"}],\"isError\":false}}"))
        .isEmpty();
  }

  private static Optional<String> faultIn(int status, String body) {
    return ReplyCheck.mcpResult().faultIn(Reply.of(status, body.getBytes(StandardCharsets.UTF_8)));
  }
}
