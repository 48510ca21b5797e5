package io.workrail;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/** HTTP/2 by the frame (RFC 9113): for what a client library would never send. */
public final class RawHttp2 implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;
  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;
  public static final int ACK = 1;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int LARGEST_HEADERS = 64 * 1024;
  private static final int FRAME_HEAD = 9;

  private final Socket socket;
  private final DataInputStream in;
  private final HpackDecoder decoder = new HpackDecoder(LARGEST_HEADERS, System::nanoTime);

  /** A frame. */
  public record Frame(int type, int flags, int stream, byte[] payload) {
    /** The error code of {@code RST_STREAM} or {@code GOAWAY}. */
    public int errorCode() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  private RawHttp2(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /**
   * Begins to speak.
   *
   * @param settings number and value; empty for none
   */
  public static RawHttp2 over(Socket socket, Map<Integer, Integer> settings) throws IOException {
    RawHttp2 connection = new RawHttp2(socket);
    ByteBuffer payload = ByteBuffer.allocate(6 * settings.size());
    settings.forEach((name, value) -> payload.putShort(name.shortValue()).putInt(value));
    socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    connection.send(SETTINGS, 0, 0, payload.array());
    return connection;
  }

  /** Sends a frame. */
  public void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    socket.getOutputStream().write(frame.array());
    socket.getOutputStream().flush();
  }

  /** As {@link #send}; whether the other side still took it. */
  public boolean offer(int type, int flags, int stream, byte[] payload) {
    try {
      send(type, flags, stream, payload);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The next frame that is not about the connection as such; nothing when it is closed. */
  public Optional<Frame> next() {
    try {
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (type != SETTINGS && type != PING && type != WINDOW_UPDATE) {
          return Optional.of(new Frame(type, flags, stream, payload));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The head of a reply. */
  public MetaData.Response response(Frame headers) throws HpackException {
    return (MetaData.Response) decoder.decode(ByteBuffer.wrap(headers.payload()));
  }

  /** The header block of a request, without compression. */
  public static byte[] block(String method, String path, Map<String, String> headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    field(block, ":method", method);
    field(block, ":scheme", "https");
    field(block, ":path", path);
    field(block, ":authority", "localhost");
    headers.forEach((name, value) -> field(block, name, value));
    return block.toByteArray();
  }

  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    text(block, name);
    text(block, value);
  }

  /** A length with a prefix of seven bits (RFC 7541, section 5.1), then the text. */
  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int rest = bytes.length;
    if (rest < 127) {
      block.write(rest);
    } else {
      block.write(127);
      for (rest -= 127; rest >= 128; rest >>= 7) {
        block.write(rest & 127 | 128);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
