package io.workrail.benchmark.load;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request in the bytes that go over the wire, made once and sent often. Immutable. */
public final class Request {
  private final String label;
  private final ReplyCheck check;
  private final URI uri;
  private final Map<String, String> headers;
  private final byte[] body;
  private final byte[] wire;

  private Request(
      String label, ReplyCheck check, URI uri, Map<String, String> headers, byte[] body) {
    this.label = label;
    this.check = check;
    this.uri = uri;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.wire = onWire(uri, headers, body);
  }

  /** A GET. */
  public static Request get(String label, ReplyCheck check, URI uri, Map<String, String> headers) {
    return new Request(label, check, uri, headers, new byte[0]);
  }

  /** A POST of JSON; the headers need not name the content type. */
  public static Request post(
      String label, ReplyCheck check, URI uri, Map<String, String> headers, String json) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/json");
    return new Request(label, check, uri, all, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Under which name the request is counted. */
  public String label() {
    return label;
  }

  URI uri() {
    return uri;
  }

  ReplyCheck check() {
    return check;
  }

  ByteBuffer wire() {
    return ByteBuffer.wrap(wire);
  }

  /** The same request for the client of the JDK. */
  HttpRequest toHttpRequest(Duration longestReply) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(longestReply);
    headers.forEach(request::header);
    return body.length == 0
        ? request.build()
        : request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
  }

  private static byte[] onWire(URI uri, Map<String, String> headers, byte[] body) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head = new StringBuilder(body.length == 0 ? "GET " : "POST ");
    head.append(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath()).append(query);
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(start.length + body.length).put(start).put(body).array();
  }
}
