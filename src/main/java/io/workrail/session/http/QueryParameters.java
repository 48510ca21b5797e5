package io.workrail.session.http;

import io.workrail.session.SessionException;
import io.workrail.session.SessionQuery;
import io.workrail.session.SessionScope;
import io.workrail.session.SessionStatus;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of an address. One that is unknown, given twice or does not fit is refused: an
 * answer to another question than the one that was meant looks like an answer.
 */
final class QueryParameters {
  private static final int DEFAULT_LIMIT = 50;

  private final MultivaluedMap<String, String> given;

  private QueryParameters(MultivaluedMap<String, String> given) {
    this.given = given;
  }

  static SessionQuery sessions(MultivaluedMap<String, String> given, SessionScope scope) {
    QueryParameters parameters = new QueryParameters(given);
    parameters.allowOnly("status", "workflowId", "owner", "limit", "cursor");
    return new SessionQuery(
        scope,
        parameters.find("status").map(QueryParameters::status).map(Set::of).orElse(Set.of()),
        parameters.find("workflowId"),
        parameters.find("owner"),
        "",
        parameters.find("cursor"),
        parameters.limit());
  }

  /** Which events to show. */
  record Events(long after, int limit) {
    static Events of(MultivaluedMap<String, String> given) {
      QueryParameters parameters = new QueryParameters(given);
      parameters.allowOnly("after", "limit");
      return new Events(parameters.after(), parameters.limit());
    }
  }

  /** For an address that takes none. */
  static void refuseAll(MultivaluedMap<String, String> given) {
    new QueryParameters(given).allowOnly();
  }

  private void allowOnly(String... names) {
    List<String> allowed = List.of(names);
    for (Map.Entry<String, List<String>> entry : new TreeMap<>(given).entrySet()) {
      String name = entry.getKey();
      if (!allowed.contains(name)) {
        throw SessionException.invalid(
            "The parameter \"%s\" is not known here; %s."
                .formatted(
                    name,
                    allowed.isEmpty()
                        ? "this address takes none"
                        : "known are " + String.join(", ", allowed)));
      }
      if (entry.getValue().size() > 1) {
        throw SessionException.invalid(
            "The parameter \"%s\" was given more than once; give it once.".formatted(name));
      }
    }
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(given.getFirst(name));
  }

  private int limit() {
    return (int) number("limit", 1, SessionQuery.MAX_LIMIT, DEFAULT_LIMIT);
  }

  private long after() {
    return number("after", 0, Long.MAX_VALUE, 0);
  }

  private long number(String name, long least, long most, long otherwise) {
    Optional<String> text = find(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notANumber(name, least, most);
    }
    throw notANumber(name, least, most);
  }

  private static SessionException notANumber(String name, long least, long most) {
    return SessionException.invalid(
        most == Long.MAX_VALUE
            ? "\"%s\" has to be a whole number, %d or more.".formatted(name, least)
            : "\"%s\" has to be a whole number from %d to %d.".formatted(name, least, most));
  }

  private static SessionStatus status(String label) {
    return SessionStatus.find(label)
        .orElseThrow(
            () ->
                SessionException.invalid(
                    "\"status\" has to be one of %s."
                        .formatted(String.join(", ", SessionStatus.labels()))));
  }
}
