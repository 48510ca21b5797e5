package io.workrail.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where an MCP endpoint is.
 *
 * @param uri http or https, with a host and a path, and without anything that could be a credential
 */
public record ServerAddress(URI uri) {
  private static final String DEFAULT_PATH = "/mcp";

  public ServerAddress {
    boolean web = Set.of("http", "https").contains(String.valueOf(uri.getScheme()));
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException("the address has to be http(s)://host[:port]/mcp");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "the address must have no user, query or fragment: the token does not belong there");
    }
  }

  /**
   * Reads an address as a person writes it; without a path it is that of the server, whose endpoint
   * is known.
   *
   * @throws IllegalArgumentException with a sentence when it is none
   */
  public static ServerAddress parse(String text) {
    URI uri = uri(text.strip());
    String path = uri.getRawPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    return new ServerAddress(bare ? new ServerAddress(uri).uri().resolve(DEFAULT_PATH) : uri);
  }

  /** Without the text in the message: it might hold a password. */
  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the address holds a character that no address has", e);
    }
  }

  /** Whether what is sent can be read on the way. */
  public boolean isOpenToEavesdroppers() {
    String host = uri.getHost();
    boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return uri.getScheme().equals("http") && !loopback;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
