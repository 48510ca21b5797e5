package io.workrail.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandUserTest {
  @Test
  void isThePersonBehindSudo() {
    assertThat(CommandUser.of(Map.of("SUDO_USER", "ada"), "root")).isEqualTo("command:ada");
    assertThat(CommandUser.of(Map.of(), "workrail")).isEqualTo("command:workrail");
  }
}
