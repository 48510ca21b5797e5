package io.workrail.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The key {@code publicAddress} of the configuration: where clients find the server. */
public final class PublicAddress {
  private static final Pattern HOST = Pattern.compile("[^/?#@:\\[\\]\\s]+|\\[[0-9a-fA-F:.]+]");

  @NotBlank @JsonProperty private String host = "localhost";

  @Min(1)
  @Max(65535)
  @JsonProperty
  private int port = 3000;

  @NotNull @JsonProperty private String url = "";
  private boolean secure;

  /** Says that the server itself speaks TLS. */
  void secure() {
    secure = true;
  }

  /** The address without a path, as clients use it. */
  public URI uri() {
    return url.isBlank()
        ? URI.create((secure ? "https://" : "http://") + host + ":" + port)
        : URI.create(url.strip());
  }

  /** The names under which clients call. */
  public Set<String> hosts() {
    return Stream.of(host, String.valueOf(uri().getHost()))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  @ValidationMethod(
      message =
          "host (MCP_SERVER_HOST) must be a name or an address, without scheme, port and path; a"
              + " whole address is PUBLIC_URL")
  boolean isHostAlone() {
    return host.isBlank() || HOST.matcher(host).matches();
  }

  @ValidationMethod(
      message =
          "url (PUBLIC_URL) must be http(s)://host[:port], without user, query and fragment, or empty")
  boolean isAddress() {
    if (url.isBlank()) {
      return true;
    }
    try {
      URI address = uri();
      boolean isPlain =
          address.getRawUserInfo() == null
              && address.getRawQuery() == null
              && address.getRawFragment() == null;
      return isPlain
          && address.getHost() != null
          && Set.of("http", "https").contains(String.valueOf(address.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
