package io.workrail.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a caller may do. Roles add up. */
public enum Role {
  /** Works with workflows: all tools, own sessions. */
  AGENT,
  /** An agent that also sees the problems of documents and publishes them. */
  AUTHOR,
  /** Reads the sessions of the team and approves steps. */
  APPROVER,
  /** Runs the server; never completes steps. */
  OPERATOR,
  /** Reads the metrics. */
  METRICS;

  /** Those who look at workflows and sessions. */
  public static final Set<Role> USERS = Set.of(AGENT, AUTHOR, APPROVER, OPERATOR);

  /** Those who work: an operator never completes steps. */
  public static final Set<Role> WORKERS = Set.of(AGENT, AUTHOR);

  /** The name in tokens and settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with this name. */
  public static Optional<Role> find(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }

  /** The names of all roles. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Role::label).toList();
  }
}
