package io.workrail.configuration;

import net.sourceforge.argparse4j.inf.Subparser;

/** The part of every help that is the same: what the exit status means, and an example. */
public final class HelpText {
  private static final String STATUS =
      "Exit status: 0 when all is well, 1 when a fault was found or it was refused, 2 for wrong usage.";

  private HelpText() {}

  /**
   * Ends the help of a command.
   *
   * @param description one line, also for the list of all commands
   * @param example how it is called, after the name of the program
   * @param notes what else there is to know, in sentences
   */
  public static void add(Subparser parser, String description, String example, String... notes) {
    String further = notes.length == 0 ? "" : String.join(" ", notes) + " ";
    parser
        .help(description)
        .description(description)
        .epilog("%s%s Example: workrail %s".formatted(further, STATUS, example));
  }
}
