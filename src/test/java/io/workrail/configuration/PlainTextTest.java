package io.workrail.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThat(PlainText.line("a\u001b[2J\r\nb\u009bc")).isEqualTo("a [2J b c");
    assertThat(PlainText.block("a\u001b[2J\n\tb")).isEqualTo("a[2J\n\tb");
  }

  @Test
  void aLongTextIsCutBetweenCharacters() {
    assertThat(PlainText.line("12345", 5)).isEqualTo("12345");
    assertThat(PlainText.line("123456", 5)).isEqualTo("1234…");
    assertThat(PlainText.line("123\ud83d\ude80456", 5)).isEqualTo("123…");
  }

  @Test
  void emptyLinesStayEmptyWhenALineIsIndented() {
    assertThat(PlainText.indented("a\n\nb", "  ")).isEqualTo("  a\n\n  b");
  }
}
