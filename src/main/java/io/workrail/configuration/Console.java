package io.workrail.configuration;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results, fit for a pipe
 * @param err talk, for the person at the terminal
 */
public record Console(PrintStream out, PrintStream err) {}
