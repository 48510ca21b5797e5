package io.workrail.session.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.audit.RecordedAudit;
import io.workrail.json.StrictJson;
import io.workrail.session.MemorySessionStore;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyConfigurationTest {
  @Test
  void nobodyIsToldUnlessSomebodyIsNamed() throws Exception {
    NotifyConfiguration silent = read("{}");
    assertThat(silent.hasReceiver()).isFalse();
    assertThat(silent.isUrlUnderstood() && silent.isSigned() && silent.isCommandUnderstood())
        .isTrue();
  }

  @Test
  void anAddressAndAProgramMayBothBeTold() throws Exception {
    NotifyConfiguration both =
        read(
            "{\"url\":\"https://example.com/hook\",\"secret\":\"0123456789abcdef\","
                + "\"command\":[\"/usr/bin/true\"]}");
    assertThat(both.hasReceiver()).isTrue();
    assertThat(both.isUrlUnderstood() && both.isSigned() && both.isCommandUnderstood()).isTrue();
    Notifications told =
        both.build(
            new MemorySessionStore(),
            new RecordedAudit(),
            Clock.systemUTC(),
            new SteppedExecutor());
    told.stop();
    assertThat(told.dropped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com/hook",
        "ftp://example.com/hook",
        "https:///hook",
        "https://ada:secret@example.com/hook",
        "https://example.com/a b"
      })
  void anAddressThatCannotBePostedToIsRefused(String url) throws Exception {
    assertThat(read("{\"url\":\"%s\"}".formatted(url)).isUrlUnderstood()).isFalse();
  }

  @Test
  void messagesAreSignedAndProgramsAreNamedInFull() throws Exception {
    assertThat(read("{\"url\":\"https://example.com\",\"secret\":\"short\"}").isSigned()).isFalse();
    assertThat(read("{\"command\":[\"notify\"]}").isCommandUnderstood()).isFalse();
  }

  private static NotifyConfiguration read(String json) throws Exception {
    return StrictJson.mapper().readValue(json, NotifyConfiguration.class);
  }
}
