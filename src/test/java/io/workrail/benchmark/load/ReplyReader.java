package io.workrail.benchmark.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Collects the reply of a connection: HTTP/1.1 with a length or in chunks (RFC 9112, sections 6 and
 * 7.1), one reply at a time. Not thread-safe.
 */
final class ReplyReader {
  private static final int FIRST_SIZE = 16 * 1024;
  private static final int LARGEST = 64 * 1024 * 1024;
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked";
  private static final String CLOSE = "\r\nconnection: close";

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;
  private int bodyStart = -1;
  private int bodyLength;
  private int status;
  private boolean chunked;
  private boolean closing;

  /** Reads what is there. False at the end of the stream. */
  boolean readFrom(ReadableByteChannel channel) throws IOException {
    if (size == bytes.length) {
      if (size >= LARGEST) {
        throw new IOException("a reply over " + LARGEST + " bytes");
      }
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    int read = channel.read(ByteBuffer.wrap(bytes, size, bytes.length - size));
    size += Math.max(0, read);
    return read >= 0;
  }

  /** The reply once it is whole; it stays valid until {@link #reset}. */
  Optional<Reply> poll() throws IOException {
    if (bodyStart < 0 && !readHead()) {
      return Optional.empty();
    }
    if (chunked) {
      return unchunk();
    }
    return size - bodyStart >= bodyLength
        ? Optional.of(new Reply(status, bytes, bodyStart, bodyLength))
        : Optional.empty();
  }

  /** Whether the server closes the connection after this reply. */
  boolean closing() {
    return closing;
  }

  /** Makes room for the next reply. */
  void reset() {
    size = 0;
    bodyStart = -1;
  }

  private boolean readHead() throws IOException {
    int end = endOfHead();
    if (end < 0) {
      return false;
    }
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (!head.startsWith("http/1.1 ")) {
      throw new IOException("not a reply of HTTP/1.1");
    }
    status = number(head, "http/1.1 ".length());
    chunked = head.contains(CHUNKED);
    closing = head.contains(CLOSE);
    int length = head.indexOf(LENGTH);
    bodyLength = length < 0 ? 0 : number(head, length + LENGTH.length());
    bodyStart = end;
    return true;
  }

  private int endOfHead() {
    for (int i = 3; i < size; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int number(String text, int from) throws IOException {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    try {
      return Integer.parseInt(text, at, end, 10);
    } catch (NumberFormatException e) {
      throw new IOException("a number is missing in the head of a reply", e);
    }
  }

  /** Joins the chunks when the last one has come. */
  private Optional<Reply> unchunk() throws IOException {
    byte[] body = new byte[size - bodyStart];
    int length = 0;
    int at = bodyStart;
    while (true) {
      int lineEnd = endOfLine(at);
      if (lineEnd < 0) {
        return Optional.empty();
      }
      int chunk = chunkSize(at, lineEnd);
      int dataStart = lineEnd + 2;
      if (dataStart + chunk + 2 > size) {
        return Optional.empty();
      }
      if (chunk == 0) {
        return Optional.of(new Reply(status, body, 0, length));
      }
      System.arraycopy(bytes, dataStart, body, length, chunk);
      length += chunk;
      at = dataStart + chunk + 2;
    }
  }

  private int endOfLine(int from) {
    for (int i = from; i + 1 < size; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private int chunkSize(int from, int to) throws IOException {
    String line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    try {
      return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("the size of a chunk is missing", e);
    }
  }
}
