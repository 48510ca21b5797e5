package io.workrail.drill;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request before it becomes bytes.
 *
 * @param line the request line
 * @param headers complete lines, without the length
 */
record Shot(String line, List<String> headers, byte[] body) {
  Shot {
    headers = List.copyOf(headers);
  }

  static Shot post(List<String> headers, byte[] body) {
    List<String> all = new ArrayList<>(List.of("Host: localhost", "Connection: close"));
    all.addAll(headers);
    return new Shot("POST /mcp HTTP/1.1", all, body);
  }

  Shot withLine(String other) {
    return new Shot(other, headers, body);
  }

  Shot withHeaders(List<String> others) {
    return new Shot(line, others, body);
  }

  Shot withBody(byte[] other) {
    return new Shot(line, headers, other);
  }

  /** With the length of the body, whatever it is. */
  byte[] toBytes() {
    StringBuilder head = new StringBuilder(line).append("\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
