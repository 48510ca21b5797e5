package io.workrail.auth;

import java.security.Principal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The person or program behind a request, as its credential says.
 *
 * @param subject unique and stable
 * @param team who shares sessions with the subject; nobody when absent
 */
public record Caller(String subject, Set<Role> roles, Optional<String> team) implements Principal {
  public Caller {
    if (subject.isBlank()) {
      throw new IllegalArgumentException("a caller needs a subject");
    }
    roles = Set.copyOf(roles);
  }

  /** Whether the caller has one of the roles. */
  public boolean hasAny(Set<Role> wanted) {
    return roles.stream().anyMatch(wanted::contains);
  }

  /** Whether the caller has the role. */
  public boolean has(Role role) {
    return hasAny(EnumSet.of(role));
  }

  @Override
  public String getName() {
    return subject;
  }
}
