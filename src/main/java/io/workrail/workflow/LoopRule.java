package io.workrail.workflow;

/** How often a loop goes round. The test stands before every round, the first included. */
public sealed interface LoopRule {
  /** The hard bound on rounds, 1 to 1,000. */
  int maxIterations();

  /** The context variable that holds the round, counted from 1. */
  String iterationVariable();

  /** Goes on while the condition holds. */
  record While(Condition condition, int maxIterations, String iterationVariable)
      implements LoopRule {}

  /** Goes on until the condition holds. */
  record Until(Condition condition, int maxIterations, String iterationVariable)
      implements LoopRule {}

  /** Goes on while fewer rounds than {@code count} were made. */
  record For(Count count, int maxIterations, String iterationVariable) implements LoopRule {}

  /**
   * One round for each element of an array in the context.
   *
   * @param items the variable that holds the array
   * @param itemVariable the variable that holds the element
   * @param indexVariable the variable that holds its index, counted from 0
   */
  record ForEach(
      String items,
      String itemVariable,
      String indexVariable,
      int maxIterations,
      String iterationVariable)
      implements LoopRule {}

  /** The bound of a {@link For} loop. */
  sealed interface Count {}

  /** A number in the document. */
  record FixedCount(double value) implements Count {}

  /** A number in the context. */
  record VariableCount(String variable) implements Count {}
}
