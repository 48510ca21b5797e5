package io.workrail.mcp.tool;

import io.workrail.auth.Role;
import java.util.Set;

/** Who may call which kind of tool. */
final class ToolRoles {
  /** Those who look. */
  static final Set<Role> READERS = Set.of(Role.AGENT, Role.AUTHOR, Role.APPROVER, Role.OPERATOR);

  /** Those who work: an operator never completes steps. */
  static final Set<Role> WORKERS = Set.of(Role.AGENT, Role.AUTHOR);

  private ToolRoles() {}
}
