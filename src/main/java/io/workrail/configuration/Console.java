package io.workrail.configuration;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results, fit for a pipe
 * @param err talk, for the person at the terminal
 */
public record Console(PrintStream out, PrintStream err) {
  /**
   * Ends the command when the reader of the results has gone or their disk is full.
   *
   * @throws CommandFailedException when something was not written
   */
  public void requireWritten() {
    if (out.checkError()) {
      throw new CommandFailedException("the result could not be written; it is not complete");
    }
  }
}
