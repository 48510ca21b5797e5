package io.workrail.drill;

import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies that cost more to read than to send, or that two parsers read in two ways. */
final class HostileBodies {
  private static final int LEVELS = 5_000;
  private static final int MEBIBYTE = 1024 * 1024;

  private HostileBodies() {}

  /** Bodies that are no message; each has to end with 400 and a JSON-RPC error. */
  static Map<String, String> unreadable() {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("deep arrays", "[".repeat(LEVELS) + "]".repeat(LEVELS));
    bodies.put("deep objects", "{\"a\":".repeat(LEVELS) + "1" + "}".repeat(LEVELS));
    bodies.put("deep parameters", ping("\"params\":{\"a\":" + "[".repeat(LEVELS)));
    bodies.put("deep and mixed", "[{\"a\":".repeat(LEVELS / 2) + "0" + "}]".repeat(LEVELS / 2));
    bodies.put("half of a deep array", "[".repeat(100_000));
    bodies.put("the id twice", ping("\"id\":2}"));
    bodies.put("the method twice", ping("\"method\":\"tools/list\"}"));
    bodies.put("a parameter twice", ping("\"params\":{\"name\":\"a\",\"name\":\"b\"}}"));
    bodies.put("a name twice, once escaped", ping("\"\\u0069d\":2}"));
    bodies.put("half an object", "{\"jsonrpc\":\"2.0\",\"id\":1,\"meth");
    bodies.put("half a text", "{\"jsonrpc\":\"2.0\",\"id\":\"");
    bodies.put("half a number", "{\"jsonrpc\":\"2.0\",\"id\":-");
    bodies.put("two messages", "{}{}");
    bodies.put("nothing", "");
    bodies.put("blanks", " \n\t ");
    bodies.put("zeros", "\u0000".repeat(100));
    bodies.put("a number of many digits", "{\"id\":" + "9".repeat(MEBIBYTE - 100) + "}");
    bodies.put("a fraction of many digits", "[0." + "9".repeat(MEBIBYTE - 100) + "]");
    bodies.put("a large exponent", "[1e" + "9".repeat(1_000) + "]");
    bodies.put("many arrays", "[" + "[],".repeat(MEBIBYTE / 4) + "[]]");
    bodies.put("names that collide", colliding());
    bodies.put("a long name", "{\"" + "x".repeat(MEBIBYTE - 100) + "\":1}");
    return bodies;
  }

  /**
   * Bodies that are too long, cut off, or that two servers read in two ways, and their status.
   *
   * @param head request line and headers
   */
  static Map<String, Integer> framed(String head, int limit) {
    String large = " ".repeat(limit + 1);
    String chunks = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
    String chunked = head + "Transfer-Encoding: chunked\r\n";
    Map<String, Integer> bodies = new LinkedHashMap<>();
    bodies.put(head + "Content-Length: " + large.length() + "\r\n\r\n" + large, 413);
    bodies.put(head + "Content-Length: 99999999999999\r\n\r\n{", 413);
    bodies.put(chunked + "\r\n" + chunks.repeat(40) + "0\r\n\r\n", 413);
    bodies.put(head + "Content-Length: 100\r\n\r\n{\"jsonrpc\"", 400);
    bodies.put(chunked + "\r\n5\r\n{", 400);
    bodies.put(chunked + "\r\nffffffffffffffff\r\n{", 400);
    bodies.put(chunked + "\r\n-1\r\n{", 400);
    bodies.put(chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n", 400);
    bodies.put(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400);
    bodies.put(head + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400);
    bodies.put(head + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\b", 415);
    return bodies;
  }

  private static String ping(String rest) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"," + rest;
  }

  /** All these names have the same hash code. */
  private static String colliding() {
    StringBuilder body = new StringBuilder("{\"jsonrpc\":\"1.0\"");
    for (int n = 0; n < 1 << 14; n++) {
      body.append(",\"");
      for (int bit = 0; bit < 14; bit++) {
        body.append((n >> bit & 1) == 0 ? "Aa" : "BB");
      }
      body.append("\":0");
    }
    return body.append('}').toString();
  }
}
