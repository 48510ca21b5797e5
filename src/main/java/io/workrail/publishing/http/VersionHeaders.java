package io.workrail.publishing.http;

import io.workrail.publishing.Precondition;
import io.workrail.publishing.PublishingException;
import io.workrail.workflow.ContentHash;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code ETag}, {@code If-Match} and {@code If-None-Match} (RFC 9110, sections 8.8.3 and 13.1): the
 * tag of a document is its content hash between quotes.
 */
final class VersionHeaders {
  private static final String ANY = "*";

  /** What a server puts behind the tag of a compressed reply, and clients send back. */
  private static final Pattern DECORATION = Pattern.compile("^\"|(?:--gzip)?\"$");

  private VersionHeaders() {}

  static String tag(ContentHash hash) {
    return '"' + hash.value() + '"';
  }

  /** What must hold for a document to be written. */
  static Precondition forWriting(HttpHeaders headers) {
    List<String> matching = values(headers, HttpHeaders.IF_MATCH);
    List<String> absent = values(headers, HttpHeaders.IF_NONE_MATCH);
    if (!absent.isEmpty()) {
      if (!matching.isEmpty() || !absent.equals(List.of(ANY))) {
        throw PublishingException.invalidRequest(
            "If-None-Match can only be *, which creates and never replaces, and not together with"
                + " If-Match; to replace a version send If-Match with its hash.");
      }
      return new Precondition.Absent();
    }
    return forRemoving(headers);
  }

  /** What must hold for a document to be removed. */
  static Precondition forRemoving(HttpHeaders headers) {
    List<String> matching = values(headers, HttpHeaders.IF_MATCH);
    if (matching.isEmpty()) {
      return new Precondition.Unsaid();
    }
    return matching.contains(ANY)
        ? new Precondition.Present()
        : new Precondition.OneOf(hashes(matching));
  }

  /** Whether a reader has this version already. */
  static boolean isKnown(HttpHeaders headers, ContentHash hash) {
    List<String> known =
        values(headers, HttpHeaders.IF_NONE_MATCH).stream()
            .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
            .toList();
    return known.contains(ANY) || hashes(known).contains(hash.value());
  }

  /** Forgotten quotes are forgiven: a hash holds neither a comma nor a quote. */
  private static Set<String> hashes(List<String> tags) {
    return tags.stream()
        .map(tag -> DECORATION.matcher(tag).replaceAll(""))
        .collect(Collectors.toSet());
  }

  private static List<String> values(HttpHeaders headers, String name) {
    @Nullable List<String> lines = headers.getRequestHeader(name);
    return lines == null
        ? List.of()
        : lines.stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .toList();
  }
}
