package io.workrail.publishing.http;

import io.workrail.publishing.PublishingException;
import io.workrail.workflow.WorkflowId;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;

/**
 * Which page of the list.
 *
 * @param after the id behind which it begins
 */
record ListQuery(Optional<WorkflowId> after, int limit) {
  private static final int MAX_LIMIT = 100;

  /** An unknown parameter is refused: what it asks for would not be answered. */
  static ListQuery of(MultivaluedMap<String, String> given) {
    allowOnly(given, List.of("limit", "cursor"));
    return new ListQuery(
        Optional.ofNullable(given.getFirst("cursor")).map(ListQuery::id),
        Optional.ofNullable(given.getFirst("limit")).map(ListQuery::limit).orElse(MAX_LIMIT));
  }

  /** For an address that takes no parameter. */
  static void refuseAll(MultivaluedMap<String, String> given) {
    allowOnly(given, List.of());
  }

  private static void allowOnly(MultivaluedMap<String, String> given, List<String> names) {
    given.forEach(
        (name, values) -> {
          if (!names.contains(name) || values.size() > 1) {
            throw PublishingException.invalidRequest(
                "The parameter \"%s\" is not known here, or was given more than once; %s."
                    .formatted(
                        name,
                        names.isEmpty()
                            ? "this address takes none"
                            : "known are " + String.join(", ", names)));
          }
        });
  }

  private static WorkflowId id(String cursor) {
    if (!WorkflowId.isValid(cursor)) {
      throw PublishingException.invalidRequest(
          "\"cursor\" has to be the nextCursor of the page before.");
    }
    return new WorkflowId(cursor);
  }

  private static int limit(String text) {
    if (!text.matches("[1-9]\\d?|" + MAX_LIMIT)) {
      throw PublishingException.invalidRequest(
          "\"limit\" has to be a whole number from 1 to %d.".formatted(MAX_LIMIT));
    }
    return Integer.parseInt(text);
  }
}
