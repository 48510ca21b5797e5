package io.workrail.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the peer of the connection or, when that is a trusted proxy, whom the
 * proxy named. Known to every filter and resource; limits and the audit log use it, nothing else
 * reads {@code X-Forwarded-For}. Immutable.
 *
 * @param address a literal address; never looked up in a name service
 */
public record ClientAddress(InetAddress address) {
  /** The request attribute that carries it through handlers, filters and resources. */
  static final String ATTRIBUTE = ClientAddress.class.getName();

  private static final int IPV6_NETWORK_BYTES = 8;

  /** The client of this request, as a servlet filter sees it. */
  public static ClientAddress of(HttpServletRequest request) {
    return known(request.getAttribute(ATTRIBUTE));
  }

  /** The client of this request, as a handler sees it. */
  public static ClientAddress of(Request request) {
    return known(request.getAttribute(ATTRIBUTE));
  }

  /** The client of this request, as a JAX-RS filter sees it. */
  public static ClientAddress of(ContainerRequestContext request) {
    return known(request.getProperty(ATTRIBUTE));
  }

  private static ClientAddress known(@Nullable Object attribute) {
    // A request that came over no connection of ours (a test container) counts as local.
    return attribute instanceof ClientAddress client
        ? client
        : new ClientAddress(InetAddress.getLoopbackAddress());
  }

  /**
   * What a limit should count: the address, or of IPv6 its network of 64 bits, because one host may
   * use every address in there (RFC 4291, section 2.5.1).
   */
  public InetAddress network() {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, IPV6_NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IPv6 address has 16 bytes", e);
    }
  }

  /** The literal address, fit for a log. */
  @Override
  public String toString() {
    return address.getHostAddress();
  }
}
