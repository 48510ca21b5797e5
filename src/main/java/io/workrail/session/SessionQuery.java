package io.workrail.session;

import java.util.Optional;
import java.util.Set;

/**
 * Which sessions to list. Making one throws {@link SessionException} for texts that no session can
 * hold.
 *
 * @param statuses any of these; all when empty
 * @param text every word of it, without regard to case, in goal, session id or workflow id; all
 *     when blank
 * @param cursor the {@code nextCursor} of the page before
 * @param limit entries of a page, 1 to {@value #MAX_LIMIT}
 */
public record SessionQuery(
    SessionScope scope,
    Set<SessionStatus> statuses,
    Optional<String> workflowId,
    Optional<String> owner,
    String text,
    Optional<String> cursor,
    int limit) {
  /** Entries of the largest page. */
  public static final int MAX_LIMIT = 100;

  public SessionQuery {
    statuses = Set.copyOf(statuses);
    StorableText.require("query", text);
    workflowId.ifPresent(id -> StorableText.require("workflowId", id));
    owner.ifPresent(subject -> StorableText.require("owner", subject));
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit has to be 1 to " + MAX_LIMIT);
    }
  }
}
