package io.workrail.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The key {@code server.cors}: which pages may call. */
final class CorsConfiguration {
  /** What a browser sends (RFC 6454, section 6.2): a scheme of any kind, a host, maybe a port. */
  private static final Pattern PAGE =
      Pattern.compile(
          "[a-z][a-z0-9+.-]*://(?:[^/?#@:\\[\\]\\s]+|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?");

  /** All pages, and those that a browser does not name, such as files. */
  private static final Set<String> OTHERS = Set.of("*", "null");

  @NotNull
  @JsonProperty
  @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
  private List<String> origin = List.of("http://localhost:3000");

  @JsonProperty private boolean credentials = true;

  /** The pages; {@code *} for all. */
  Set<String> origins() {
    return origin.stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  @ValidationMethod(
      message =
          "origin (ALLOWED_ORIGINS) must be pages such as https://app.example.com or"
              + " http://localhost:3000, without a path and separated by commas, or * for all")
  boolean isListOfOrigins() {
    return origins().stream()
        .allMatch(page -> OTHERS.contains(page) || PAGE.matcher(page).matches());
  }

  /** Whether browsers may send what they keep for the server along. */
  boolean allowsCredentials() {
    return credentials;
  }
}
