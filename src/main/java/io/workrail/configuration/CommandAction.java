package io.workrail.configuration;

import net.sourceforge.argparse4j.inf.Subparser;

/** One of several things that a command does. */
public interface CommandAction {
  /** The word after the name of the command. */
  String name();

  /** What it does, for the help. */
  String description();

  /** How it is called, after the name of the command, for the help. */
  String example();

  /** Adds what it takes. */
  void configure(Subparser parser);
}
