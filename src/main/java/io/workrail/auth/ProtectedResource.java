package io.workrail.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What clients read to find out where tokens come from (OAuth 2.0 Protected Resource Metadata, RFC
 * 9728). Published only when an issuer is configured: some clients leave a configured header out as
 * soon as a server answers this.
 *
 * @param resource the address of the endpoint, as clients call it
 */
record ProtectedResource(
    String resource,
    @JsonProperty("resource_name") String name,
    @JsonProperty("authorization_servers") List<String> authorizationServers,
    @JsonProperty("bearer_methods_supported") List<String> bearerMethods) {
  /** Where it is published; the path of the endpoint may follow (RFC 9728, section 3.1). */
  static final String PATH = ".well-known/oauth-protected-resource";

  private static final String ENDPOINT = "/mcp";

  ProtectedResource {
    authorizationServers = List.copyOf(authorizationServers);
    bearerMethods = List.copyOf(bearerMethods);
  }

  /** Nothing when the issuer is a mere name: then there is nowhere to get a token from. */
  static Optional<ProtectedResource> of(URI address, String issuer) {
    if (!issuer.startsWith("https://") && !issuer.startsWith("http://")) {
      return Optional.empty();
    }
    return Optional.of(
        new ProtectedResource(
            root(address) + ENDPOINT, "WorkRail", List.of(issuer), List.of("header")));
  }

  /** The address of this description. */
  String address() {
    URI endpoint = URI.create(resource);
    return "%s://%s/%s%s"
        .formatted(endpoint.getScheme(), endpoint.getRawAuthority(), PATH, endpoint.getRawPath());
  }

  /** Names this description in a challenge (RFC 9728, section 5.1). */
  String challengeParameter() {
    return ", resource_metadata=\"%s\"".formatted(address());
  }

  private static String root(URI address) {
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
