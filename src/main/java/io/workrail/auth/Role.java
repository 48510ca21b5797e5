package io.workrail.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
