package io.workrail.configuration;

/** How a command ends; the same three everywhere. */
public enum ExitStatus {
  /** Done. */
  OK(0),
  /** A fault was found, or the command was refused. */
  FAULT(1),
  /** The command was called wrongly. */
  USAGE(2);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The exit status of the process. */
  public int code() {
    return code;
  }
}
