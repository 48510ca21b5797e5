package io.workrail.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
  private static final String WITH_LENGTH =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";
  private static final String IN_CHUNKS =
      "HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "3;note=1\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

  private final ReplyReader reader = new ReplyReader();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void readsARepliesPieceByPiece(int piece) throws IOException {
    assertReply(WITH_LENGTH, piece, 200, "hello");
    reader.reset();
    assertReply(IN_CHUNKS, piece, 401, "hello");
  }

  @Test
  void readsABodyThatIsLargerThanItsBuffer() throws IOException {
    String body = "x".repeat(100_000);

    assertReply("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n" + body, 4_096, 200, body);
  }

  @Test
  void readsAReplyWithoutABody() throws IOException {
    assertReply("HTTP/1.1 202 Accepted\r\n\r\n", 100, 202, "");
  }

  @Test
  void noticesThatTheServerCloses() throws IOException {
    assertReply("HTTP/1.1 413 \r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 9, 413, "");

    assertThat(reader.closing()).isTrue();
  }

  @Test
  void refusesWhatIsNoReply() {
    assertThatThrownBy(() -> feed("SSH-2.0-OpenSSH\r\n\r\n", 100)).isInstanceOf(IOException.class);
    reader.reset();
    assertThatThrownBy(() -> feed("HTTP/1.1 200\r\nContent-Length: x\r\n\r\n", 100))
        .isInstanceOf(IOException.class);
  }

  private void assertReply(String bytes, int piece, int status, String body) throws IOException {
    Optional<Reply> reply = feed(bytes, piece);
    assertThat(reply).isPresent();
    assertThat(reply.get().status()).isEqualTo(status);
    assertThat(reply.get().text()).isEqualTo(body);
  }

  /** What the reader says at the end; before it, it must say nothing. */
  private Optional<Reply> feed(String text, int piece) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Optional<Reply> reply = Optional.empty();
    for (int i = 0; i < bytes.length; i += piece) {
      assertThat(reply).isEmpty();
      int length = Math.min(piece, bytes.length - i);
      var part = Channels.newChannel(new ByteArrayInputStream(bytes, i, length));
      int read = 0;
      while (read < length && reader.readFrom(part)) {
        read++;
        reply = reader.poll();
      }
    }
    return reply;
  }
}
