package io.workrail.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may call, and under which name. Keeps a page in a developer's browser from reaching a
 * server on the same machine or network (DNS rebinding; MCP, Streamable HTTP, Security Warning).
 * Ports do not matter. Immutable.
 *
 * @param origins the origins that may call, such as {@code https://tools.example.com}
 * @param hosts the names of this server besides the loopback names
 * @param onLoopback whether the server listens on loopback only, where any loopback origin passes
 */
public record OriginPolicy(Set<String> origins, Set<String> hosts, boolean onLoopback) {
  public OriginPolicy {
    origins = Set.copyOf(origins);
    hosts = Set.copyOf(hosts);
  }

  /** Whether a page of this origin may call; a request without the header comes from no page. */
  public boolean allowsOrigin(@Nullable String origin) {
    if (origin == null || origins.contains(origin) || allowsEveryOrigin()) {
      return true;
    }
    return onLoopback && hostOf(origin).filter(OriginPolicy::isLoopback).isPresent();
  }

  /** Whether any page may call; production refuses to start so. */
  boolean allowsEveryOrigin() {
    return origins.contains("*");
  }

  /** Whether the server answers to this name. */
  public boolean allowsHost(@Nullable String host) {
    Optional<String> name = host == null ? Optional.empty() : hostOf("http://" + host);
    return name.filter(known -> isLoopback(known) || hosts.contains(known)).isPresent();
  }

  private static Optional<String> hostOf(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return Optional.ofNullable(host)
          .map(name -> name.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Never asks a name service: only literal addresses are parsed. */
  static boolean isLoopback(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    return IpLiteral.find(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }
}
