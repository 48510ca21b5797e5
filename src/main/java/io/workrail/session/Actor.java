package io.workrail.session;

import java.util.Optional;

/**
 * Who did something, and through what.
 *
 * @param subject the person or program, as its credential names it
 * @param client name and version that the client sent, as {@code name/version}
 * @param requestId names the request in the logs
 */
public record Actor(String subject, Optional<String> client, String requestId) {
  /** The subject of what the server does by itself. */
  public static final String SERVER = "workrail";

  private static final int LONGEST_CLIENT = 128;

  public Actor {
    client = client.map(Actor::printable);
  }

  /** Programs name themselves as they like; what cannot be stored is no reason to refuse them. */
  private static String printable(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_CLIENT))
        .replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }

  /** The server itself, for what no request asked for. */
  public static Actor server(String requestId) {
    return new Actor(SERVER, Optional.empty(), requestId);
  }
}
