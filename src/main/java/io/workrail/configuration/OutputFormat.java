package io.workrail.configuration;

import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** How the result of a command is written. */
public enum OutputFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON;

  private static final String DESTINATION = "format";

  /** Adds the option {@code --format}. */
  public static void addOption(Subparser parser) {
    parser
        .addArgument("--format")
        .dest(DESTINATION)
        .choices("text", "json")
        .setDefault("text")
        .help("how the result is written; text when missing");
  }

  /** What was asked for. */
  public static OutputFormat of(Namespace arguments) {
    return arguments.getString(DESTINATION).equals("json") ? JSON : TEXT;
  }
}
