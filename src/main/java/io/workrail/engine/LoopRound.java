package io.workrail.engine;

import java.util.OptionalInt;

/**
 * Where an agent stands in a loop.
 *
 * @param number counted from 1
 * @param totalItems the length of the array of a forEach loop
 */
record LoopRound(int number, OptionalInt totalItems) {
  /** Counted from 0. */
  int index() {
    return number - 1;
  }
}
