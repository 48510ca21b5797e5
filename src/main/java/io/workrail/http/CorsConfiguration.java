package io.workrail.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The key {@code server.cors}: which pages may call. */
final class CorsConfiguration {
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

  /** Whether browsers may send what they keep for the server along. */
  boolean allowsCredentials() {
    return credentials;
  }
}
