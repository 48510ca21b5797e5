package io.workrail.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:3000,http://127.0.0.1:3000/mcp",
    "https://workrail.example.com/,https://workrail.example.com/mcp",
    "' http://[::1]:3000/mcp ',http://[::1]:3000/mcp",
    "https://example.com/team/mcp,https://example.com/team/mcp"
  })
  void anAddressWithoutAPathIsThatOfTheServer(String written, String meant) {
    assertThat(ServerAddress.parse(written)).hasToString(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:3000",
        "ftp://example.com/mcp",
        "http:///mcp",
        "http://user:hunter2@example.com/mcp",
        "http://example.com/mcp?token=hunter2",
        "http://example.com/mcp#hunter2",
        "http://exa mple.com/hunter2"
      })
  void everythingElseIsRefusedWithoutShowingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.parse(text))
        .satisfies(
            e -> assertThat(e.getMessage()).startsWith("the address").doesNotContain("hunter2"));
  }

  @Test
  void knowsWhereOthersCanListen() {
    assertThat(ServerAddress.parse("http://workrail.example.com").isOpenToEavesdroppers()).isTrue();
    assertThat(ServerAddress.parse("https://workrail.example.com").isOpenToEavesdroppers())
        .isFalse();
    assertThat(ServerAddress.parse("http://[::1]:3000").isOpenToEavesdroppers()).isFalse();
    assertThat(ServerAddress.parse("http://localhost:3000").isOpenToEavesdroppers()).isFalse();
  }
}
