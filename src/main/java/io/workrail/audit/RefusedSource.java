package io.workrail.audit;

import io.workrail.http.ClientAddress;

/**
 * Whose refusals are counted together.
 *
 * @param kind the name of the detail that tells it, such as {@code network}
 */
public record RefusedSource(String kind, String name) {
  /** The network of an address. */
  public static RefusedSource network(ClientAddress client) {
    return network(client.network().getHostAddress());
  }

  /** A network by its literal address. */
  public static RefusedSource network(String address) {
    return new RefusedSource("network", address);
  }

  /** Whoever a good credential belongs to. */
  public static RefusedSource actor(String subject) {
    return new RefusedSource("actor", subject);
  }
}
