package io.workrail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * HTTP/1.1 by the byte: for what a client library would never send, and for connections that come
 * from another loopback address than the usual one.
 */
public final class RawHttp implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;

  /**
   * A reply.
   *
   * @param headers by lower-case name; of several with one name the last
   */
  public record Reply(int status, Map<String, String> headers, String body) {}

  private RawHttp(Socket socket) {
    this.socket = socket;
  }

  /** A connection from a loopback address such as {@code 127.0.0.2}. */
  public static RawHttp connect(String from, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    return new RawHttp(socket);
  }

  /** One request and its reply over a connection of its own. */
  public static Reply exchange(String from, int port, String request) throws IOException {
    try (RawHttp connection = connect(from, port)) {
      connection.write(request.getBytes(StandardCharsets.UTF_8));
      return connection.read();
    }
  }

  /** A request with a body of known length; the header lines are complete ones. */
  public static String post(String path, List<String> headers, String body) {
    List<String> lines = new ArrayList<>(List.of("POST " + path + " HTTP/1.1", "Host: localhost"));
    lines.addAll(headers);
    lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    return String.join("\r\n", lines) + "\r\n\r\n" + body;
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Ends what is sent, so that the server sees the end of the stream. */
  public void end() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * The next reply.
   *
   * @throws IOException when the connection ends before the reply does
   */
  public Reply read() throws IOException {
    InputStream in = socket.getInputStream();
    String[] statusLine = line(in).split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Reply(Integer.parseInt(statusLine[1]), headers, body(in, headers));
  }

  /** Everything until the server closes the connection. */
  public String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /**
   * Sends bytes that a server need not take to their end over a connection of their own, and gives
   * what it said. A server that has said its last word closes, and what it has not read by then
   * resets the connection: that may break the sending, and may even take the word away.
   *
   * @return the replies; as far as they came when the connection was reset
   */
  public static String shoot(String from, int port, byte[] bytes) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (RawHttp connection = connect(from, port)) {
      try {
        connection.write(bytes);
        connection.end();
      } catch (SocketException e) {
        // It has closed: what it said stands in the buffer of this side.
      }
      connection.socket.getInputStream().transferTo(said);
    } catch (SocketException e) {
      // Reset: nothing more comes.
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String body(InputStream in, Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    if (length != null) {
      return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      return chunks(in);
    }
    return "close".equals(headers.get("connection"))
        ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
        : "";
  }

  private static String chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toString(StandardCharsets.UTF_8);
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in).strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended within: " + line);
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
