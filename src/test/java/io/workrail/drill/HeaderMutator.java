package io.workrail.drill;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Spoils the head of a request. The same random, the same result. */
final class HeaderMutator {
  private static final List<String> LINES =
      List.of(
          "GET /mcp HTTP/1.1",
          "PUT /mcp HTTP/1.1",
          "OPTIONS /mcp HTTP/1.1",
          "TRACE /mcp HTTP/1.1",
          "post /mcp HTTP/1.1",
          "CONNECT localhost:1 HTTP/1.1",
          "PROPFIND /mcp HTTP/1.1",
          "POST /mcp/ HTTP/1.1",
          "POST //mcp HTTP/1.1",
          "POST /mcp;jsessionid=x HTTP/1.1",
          "POST /mcp?a=%00&b=%zz HTTP/1.1",
          "POST /%6dcp HTTP/1.1",
          "POST /mcp/../mcp HTTP/1.1",
          "POST /mcp/%2e%2e/mcp HTTP/1.1",
          "POST /mcp%2f..%2fmcp HTTP/1.1",
          "POST /mcp\\..\\x HTTP/1.1",
          "POST http://localhost/mcp HTTP/1.1",
          "POST * HTTP/1.1",
          "POST /mcp HTTP/1.0",
          "POST /api/v1/workflows/%2e%2e HTTP/1.1",
          "DELETE /api/v1/workflows/x HTTP/1.1",
          "GET /../../etc/passwd HTTP/1.1",
          "GET /schemas/workflow.json HTTP/1.1",
          "GET /.well-known/oauth-protected-resource HTTP/1.1");
  private static final List<String> HEADERS =
      List.of(
          "Content-Type: text/plain; charset=utf-16",
          "Content-Type: application/json; charset=nonsense",
          "Content-Type: multipart/form-data",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Type: ;;;",
          "Accept: text/event-stream",
          "Accept: q=,;;/",
          "Accept-Encoding: gzip",
          "Accept-Language: zz-ZZ;q=9",
          "Content-Encoding: gzip",
          "Content-Encoding: deflate, gzip, br",
          "Expect: 100-continue",
          "Expect: the unexpected",
          "MCP-Protocol-Version: 2025-03-26",
          "MCP-Protocol-Version: 2025-11-25",
          "MCP-Protocol-Version: 2026-07-28",
          "MCP-Protocol-Version: 3000-01-01",
          "Mcp-Session-Id: x",
          "Last-Event-ID: 9999999999999999999999",
          "Mcp-Method: =?base64?!!!?=",
          "Mcp-Method: tools/list",
          "Mcp-Name: =?base64?d29ya2Zsb3dfbmV4dA==?=",
          "Mcp-Name: =?base64??=",
          "Mcp-Name: =?base64?=",
          "Mcp-Param-Workflow: x",
          "X-Request-Id: ../../x",
          "Cookie: a=b; $Version=1; =; ;;\"",
          "Range: bytes=0-,-1",
          "If-Match: *",
          "If-Modified-Since: yesterday",
          "X-Forwarded-For: 1.2.3.4, ::1, unknown, _x",
          "Forwarded: for=\"[::1\";;by=",
          "X-HTTP-Method-Override: DELETE",
          "Upgrade: websocket",
          "Upgrade: h2c",
          "HTTP2-Settings: AAAA",
          "TE: trailers",
          "Trailer: x",
          "Via: \"",
          "Authorization: Bearer x",
          "Authorization: Basic eDp4",
          "X-API-Key: x",
          "Origin: null",
          "Origin: http://[::1",
          "Host: localhost:99999",
          "Host: a b",
          "Content-Length: 3",
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: x",
          "No colon at all",
          ": no name",
          "Name with blank: x",
          " Folded: x",
          "Empty:",
          "Nul: a\u0000b");

  private final Random random;
  private final JsonMutator noise;

  HeaderMutator(Random random) {
    this.random = random;
    this.noise = new JsonMutator(random);
  }

  /** A spoilt copy. */
  Shot spoil(Shot shot) {
    Shot spoilt = shot;
    for (int round = 1 + random.nextInt(3); round > 0; round--) {
      spoilt =
          random.nextInt(6) == 0
              ? spoilt.withLine(LINES.get(random.nextInt(LINES.size())))
              : spoilt.withHeaders(spoil(spoilt.headers()));
    }
    return spoilt;
  }

  private List<String> spoil(List<String> headers) {
    List<String> lines = new ArrayList<>(headers);
    int at = lines.isEmpty() ? 0 : random.nextInt(lines.size());
    switch (lines.isEmpty() ? 0 : random.nextInt(8)) {
      case 1 -> lines.remove(at);
      case 2 -> lines.add(lines.get(at));
      case 3 -> lines.set(at, lines.get(at) + latin1(1 + random.nextInt(20)));
      case 4 -> lines.set(at, nameOf(lines.get(at)) + ": " + latin1(random.nextInt(300)));
      case 5 -> lines.set(at, nameOf(lines.get(at)) + ": " + "y".repeat(random.nextInt(12_000)));
      case 6 -> Collections.shuffle(lines, random);
      default -> lines.add(HEADERS.get(random.nextInt(HEADERS.size())));
    }
    return lines;
  }

  private static String nameOf(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon);
  }

  /** Without line ends, which would only make another header. */
  private String latin1(int length) {
    return new String(noise.noise(length), StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "");
  }
}
