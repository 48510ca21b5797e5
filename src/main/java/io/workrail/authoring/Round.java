package io.workrail.authoring;

/**
 * A round of a loop.
 *
 * @param number counted from 1
 */
public record Round(String loopId, int number) {
  @Override
  public String toString() {
    return loopId + ", round " + number;
  }
}
