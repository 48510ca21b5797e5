package io.workrail.http;

import java.net.URI;

/**
 * Where the server listens.
 *
 * @param purpose {@code calls} or {@code operations}
 * @param host the address to bind; a wildcard is reached by the loopback address
 * @param variable the setting of the port
 */
public record ListenAddress(String purpose, String scheme, String host, int port, String variable) {
  /** The address that a program on this machine uses. */
  public URI local() {
    return URI.create("%s://%s:%d".formatted(scheme, bracketed(reachable()), port));
  }

  /** The host that a program on this machine connects to. */
  public String reachable() {
    return switch (host) {
      case "0.0.0.0", "" -> "127.0.0.1";
      case "::", "[::]" -> "::1";
      default -> host;
    };
  }

  /** Whether only programs on this machine reach it. */
  public boolean isLoopback() {
    return OriginPolicy.isLoopback(host);
  }

  @Override
  public String toString() {
    return "%s://%s:%d".formatted(scheme, bracketed(host), port);
  }

  private static String bracketed(String name) {
    return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
  }
}
