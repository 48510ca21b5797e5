package io.workrail.authoring;

import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** How a result is written. */
enum OutputFormat {
  TEXT,
  JSON;

  private static final String DESTINATION = "format";

  static void addOption(Subparser parser) {
    parser
        .addArgument("--format")
        .dest(DESTINATION)
        .choices("text", "json")
        .setDefault("text")
        .help("how the result is written; text when missing");
  }

  static OutputFormat of(Namespace arguments) {
    return arguments.getString(DESTINATION).equals("json") ? JSON : TEXT;
  }
}
