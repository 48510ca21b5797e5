package io.workrail.variables;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.workrail.PackagedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the tests of variables send, and the tokens that they send it with. */
final class Calls {
  static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private final String base;

  /** Calls to this address, without a path. */
  Calls(String base) {
    this.base = base;
  }

  static Calls to(PackagedServer server) {
    return new Calls("http://127.0.0.1:" + server.port());
  }

  /** As a client of its own, where the server believes what a proxy says. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers));
  }

  HttpResponse<String> post(String body, String token, String... headers) throws Exception {
    return send(
        request("/mcp", headers)
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(body)));
  }

  /** The name and arguments of a tool, called with a token. */
  HttpResponse<String> tool(String name, String arguments, String token, String... headers)
      throws Exception {
    return post(
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}"""
            .formatted(name, arguments),
        token,
        headers);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!List.of(headers).contains("X-Forwarded-For")) {
      request.header("X-Forwarded-For", "10.0.0." + (1 + CLIENTS.incrementAndGet() % 250));
    }
    return request;
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A token of an agent for an hour, not signed yet. */
  static JwtBuilder token(String subject) {
    long now = Clock.systemUTC().millis();
    return Jwts.builder()
        .subject(subject)
        .claim("roles", List.of("agent"))
        .issuedAt(new Date(now))
        .expiration(new Date(now + Duration.ofHours(1).toMillis()));
  }

  /** The public key of a pair, as a file holds it. */
  static String pem(KeyPair keys) {
    String text =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
  }
}
