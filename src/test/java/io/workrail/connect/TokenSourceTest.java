package io.workrail.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSourceTest {
  @TempDir Path home;

  @Test
  void comesFromTheVariable() {
    TokenSource source = TokenSource.of(null, Map.of("WORKRAIL_TOKEN", " abc\n"));
    assertThat(source.read().revealText()).isEqualTo("abc");
    assertThat(source).asString().doesNotContain("abc");
  }

  @Test
  void comesFromAFileThatWins() throws IOException {
    Files.writeString(home.resolve("token"), "from-file\n");
    Map<String, String> environment = Map.of("WORKRAIL_TOKEN", "abc", "HOME", home.toString());
    assertThat(TokenSource.of("~/token", environment).read().revealText()).isEqualTo("from-file");
  }

  @Test
  void aMissingTokenIsWrongUsage() {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> TokenSource.of(null, Map.of()))
        .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
        .withMessageContaining("WORKRAIL_TOKEN")
        .withMessageContaining("--token-file");
  }

  @Test
  void whatCannotBeATokenIsRefusedWithoutShowingIt() throws IOException {
    Path file = home.resolve("token");
    Files.writeString(file, "export WORKRAIL_TOKEN=hunter2");
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> TokenSource.of(file.toString(), Map.of()))
        .withMessageContaining(file.toString())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> TokenSource.of(home.resolve("none").toString(), Map.of()))
        .withMessageContaining("cannot be read");
  }
}
