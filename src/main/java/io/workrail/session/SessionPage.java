package io.workrail.session;

import java.util.List;
import java.util.Optional;

/**
 * A bounded part of a list, the newest session first.
 *
 * @param nextCursor absent at the end
 */
public record SessionPage(List<Session> items, Optional<String> nextCursor) {
  public SessionPage {
    items = List.copyOf(items);
  }
}
