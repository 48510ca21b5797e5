package io.workrail.configuration;

import java.util.Map;

/** Who runs a command, for records of what was done. */
public final class CommandUser {
  private CommandUser() {}

  /**
   * {@code command:} and the name on this machine; behind sudo the person, not the administrator.
   */
  public static String current() {
    return of(System.getenv(), System.getProperty("user.name", "unknown"));
  }

  static String of(Map<String, String> environment, String user) {
    String person = environment.getOrDefault("SUDO_USER", "");
    return "command:" + (person.isBlank() ? user : person);
  }
}
