package io.workrail.http;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of an address. One that is unknown, given twice or does not fit is refused with
 * 400: an answer to another question than the one that was meant looks like an answer.
 */
public final class QueryParameters {
  private final MultivaluedMap<String, String> given;

  private QueryParameters(MultivaluedMap<String, String> given) {
    this.given = given;
  }

  /**
   * The parameters of an address that takes these, each at most once.
   *
   * @throws BadRequestException for any other
   */
  public static QueryParameters of(UriInfo address, String... names) {
    QueryParameters parameters = new QueryParameters(address.getQueryParameters());
    parameters.allowOnly(List.of(names));
    return parameters;
  }

  /** Refuses every parameter: for an address that takes none. */
  public static void refuseAll(UriInfo address) {
    of(address);
  }

  private void allowOnly(List<String> allowed) {
    for (Map.Entry<String, List<String>> entry : new TreeMap<>(given).entrySet()) {
      String name = entry.getKey();
      if (!allowed.contains(name)) {
        throw refusal(
            "The parameter \"%s\" is not known here; %s."
                .formatted(
                    name,
                    allowed.isEmpty()
                        ? "this address takes none"
                        : "known are " + String.join(", ", allowed)));
      }
      if (entry.getValue().size() > 1) {
        throw refusal(
            "The parameter \"%s\" was given more than once; give it once.".formatted(name));
      }
    }
  }

  /** A parameter as it was given. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(given.getFirst(name));
  }

  /** How many entries a page holds at most: {@code limit}, from 1. */
  public int limit(int most, int otherwise) {
    return (int) number("limit", 1, most, otherwise, "a whole number from 1 to %d".formatted(most));
  }

  /** Behind which number a page begins: {@code after}, from 0. */
  public long after() {
    return number("after", 0, Long.MAX_VALUE, 0, "a whole number, 0 or more");
  }

  private long number(String name, long least, long most, long otherwise, String allowed) {
    Optional<String> text = find(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    // As many digits as fit into a long for sure.
    long value = text.get().matches("\\d{1,18}") ? Long.parseLong(text.get()) : -1;
    if (value < least || value > most) {
      throw refusal("\"%s\" has to be %s.".formatted(name, allowed));
    }
    return value;
  }

  /** The refusal of a parameter; the sentence says what is allowed. */
  public static BadRequestException refusal(String sentence) {
    return new BadRequestException(
        ErrorBody.response(Response.Status.BAD_REQUEST.getStatusCode(), sentence).build());
  }
}
