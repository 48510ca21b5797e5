package io.workrail.admin;

/**
 * A parameter of an operation.
 *
 * @param need whether a call without it is refused
 * @param allowed what its value may be, in words that follow "has to be"
 */
public record AdminParameter(String name, Need need, String allowed) {
  /** Whether it may be left out. */
  public enum Need {
    /** A call without it is refused. */
    REQUIRED,
    /** The operation knows what to do without it. */
    OPTIONAL
  }

  /** A parameter without which the operation makes no sense. */
  public static AdminParameter required(String name, String allowed) {
    return new AdminParameter(name, Need.REQUIRED, allowed);
  }

  /** A parameter that may be left out. */
  public static AdminParameter optional(String name, String allowed) {
    return new AdminParameter(name, Need.OPTIONAL, allowed);
  }

  /** The refusal of a value that does not fit. */
  public AdminException invalid() {
    return AdminException.invalid("\"%s\" has to be %s.".formatted(name, allowed));
  }

  @Override
  public String toString() {
    return "%s (%s%s)".formatted(name, need == Need.REQUIRED ? "" : "optional, ", allowed);
  }
}
