package io.workrail.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * A page of sessions. For each way to be in the scope and each status there is an index in the
 * order of creation; the page is the newest part of these, so that its cost does not grow with what
 * the page leaves out (words of the text apart, which no index knows).
 */
final class SessionListing {
  private static final int CURSOR_RADIX = 36;

  private final SessionQuery query;
  private final List<Object> values = new ArrayList<>();

  private SessionListing(SessionQuery query) {
    this.query = query;
  }

  private record Numbered(long number, Session session) {}

  static SessionPage list(Handle handle, SessionQuery query) {
    return new SessionListing(query).list(handle);
  }

  private SessionPage list(Handle handle) {
    String sql =
        "SELECT * FROM sessions WHERE number IN (%s) ORDER BY number DESC LIMIT ?"
            .formatted(String.join(" UNION ", branches()));
    values.add(query.limit() + 1);
    Query page = handle.createQuery(sql);
    for (int i = 0; i < values.size(); i++) {
      page.bind(i, values.get(i));
    }
    List<Numbered> found =
        page.map((row, context) -> new Numbered(row.getLong("number"), SessionRows.read(row)))
            .list();
    boolean more = found.size() > query.limit();
    List<Numbered> shown = more ? found.subList(0, query.limit()) : found;
    return new SessionPage(
        shown.stream().map(Numbered::session).toList(),
        more ? Optional.of(cursor(shown.get(shown.size() - 1).number())) : Optional.empty());
  }

  private List<String> branches() {
    List<String> branches = new ArrayList<>();
    Set<SessionStatus> statuses =
        query.statuses().isEmpty() ? Set.of(SessionStatus.values()) : query.statuses();
    for (SessionStatus status : statuses) {
      if (query.scope() instanceof SessionScope.Shared shared) {
        branches.add(branch(status, "owner = ?", Optional.of(shared.subject())));
        shared
            .team()
            .ifPresent(team -> branches.add(branch(status, "team = ?", Optional.of(team))));
      } else {
        branches.add(branch(status, "1 = 1", Optional.empty()));
      }
    }
    return branches;
  }

  private String branch(SessionStatus status, String member, Optional<String> value) {
    StringBuilder where = new StringBuilder(member);
    value.ifPresent(values::add);
    and(where, "status = ?", status.label());
    query.cursor().ifPresent(cursor -> and(where, "number < ?", number(cursor)));
    query.workflowId().ifPresent(id -> and(where, "workflow_id = ?", id));
    query.owner().ifPresent(owner -> and(where, "owner = ?", owner));
    for (String word : query.text().toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        and(where, "search_text LIKE ? ESCAPE '!'", "%" + escape(word) + "%");
      }
    }
    values.add(query.limit() + 1);
    return "SELECT * FROM (SELECT number FROM sessions WHERE %s ORDER BY number DESC LIMIT ?) part"
        .formatted(where);
  }

  private void and(StringBuilder where, String condition, Object value) {
    where.append(" AND ").append(condition);
    values.add(value);
  }

  private static String escape(String word) {
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static String cursor(long number) {
    return Long.toString(number, CURSOR_RADIX);
  }

  private static long number(String cursor) {
    try {
      return Long.parseLong(cursor, CURSOR_RADIX);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the cursor is not one that a page gave", e);
    }
  }
}
