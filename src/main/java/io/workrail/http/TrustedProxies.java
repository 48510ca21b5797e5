package io.workrail.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * The proxies whose word about the client's address is believed ({@code X-Forwarded-For}, and
 * {@code Forwarded} of RFC 7239). The lists are read from the right, the side that the nearest
 * proxy wrote, up to the first address that is no trusted proxy: everything to the left of it is
 * what a stranger said. Immutable.
 */
public final class TrustedProxies {
  private static final Pattern NETWORK = Pattern.compile("([^/]+)(/\\d{1,3})?");
  private static final Pattern FORWARDED_FOR =
      Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*(?:\"([^\"]*)\"|([^;]*))");
  private static final Pattern NODE = Pattern.compile("\\[([^]]+)](?::\\d+)?|([^:]+)(?::\\d+)?");

  private final InetAddressSet networks = new InetAddressSet();

  /**
   * Trusts these proxies.
   *
   * @param list addresses and networks such as {@code 10.0.0.0/8}, separated by commas
   * @throws IllegalArgumentException naming the entry that is neither
   */
  public TrustedProxies(String list) {
    Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .forEach(this::trust);
  }

  private void trust(String entry) {
    Matcher parts = NETWORK.matcher(entry);
    try {
      if (parts.matches() && IpLiteral.find(parts.group(1)).isPresent()) {
        networks.add(entry);
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + entry + "\" is no network: its prefix is too long, or bits behind it are set", e);
    }
    throw new IllegalArgumentException(
        "\"" + entry + "\" is neither an address nor a network such as 10.0.0.0/8");
  }

  /**
   * The client behind this peer. When both headers are there and name different clients, one of
   * them was passed on unseen by the proxy, and neither is believed.
   */
  ClientAddress resolve(InetAddress peer, List<String> forwardedFor, List<String> forwarded) {
    if (!networks.test(peer)) {
      return new ClientAddress(peer);
    }
    Optional<InetAddress> plain = clientIn(elements(forwardedFor));
    Optional<InetAddress> standard =
        clientIn(elements(forwarded).stream().map(TrustedProxies::node).toList());
    boolean contradict =
        plain.isPresent() && standard.isPresent() && !plain.get().equals(standard.get());
    return new ClientAddress(contradict ? peer : plain.or(() -> standard).orElse(peer));
  }

  private static List<String> elements(List<String> headers) {
    return headers.stream().flatMap(line -> Arrays.stream(line.split(",", -1))).toList();
  }

  private static String node(String element) {
    Matcher found = FORWARDED_FOR.matcher(element);
    if (!found.find()) {
      return "";
    }
    return found.group(1) != null ? found.group(1) : found.group(2);
  }

  /** An element that hides its address ({@code unknown}, {@code _name}) ends the search. */
  private Optional<InetAddress> clientIn(List<String> nodes) {
    Optional<InetAddress> nearest = Optional.empty();
    List<String> fromTheRight = new ArrayList<>(nodes);
    Collections.reverse(fromTheRight);
    for (String node : fromTheRight) {
      Optional<InetAddress> address = address(node.strip());
      if (address.isEmpty()) {
        return nearest;
      }
      nearest = address;
      if (!networks.test(address.get())) {
        return nearest;
      }
    }
    return nearest;
  }

  private static Optional<InetAddress> address(String node) {
    Optional<InetAddress> bare = IpLiteral.find(node);
    if (bare.isPresent()) {
      return bare;
    }
    Matcher parts = NODE.matcher(node);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return IpLiteral.find(parts.group(1) != null ? parts.group(1) : parts.group(2));
  }
}
