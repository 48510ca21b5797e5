package io.workrail.authoring;

import java.math.BigInteger;
import java.util.List;

/**
 * Every way through a document.
 *
 * @param variables what was enumerated, with the values
 * @param assignments how many ways there are to give the variables values
 * @param walkedAssignments how many of them were walked; fewer only when there are too many
 * @param branches one for each assignment, more when a loop can end in several ways
 * @param neverOffered ids of steps that no branch comes to, in document order
 * @param unknownWords one for each variable whose words are a closed choice
 * @param warnings what the engine remarked on the way
 * @param notes what the walks could not find out
 */
public record BranchReport(
    List<BranchVariable> variables,
    BigInteger assignments,
    int walkedAssignments,
    List<Branch> branches,
    List<String> neverOffered,
    List<UnknownWord> unknownWords,
    List<String> warnings,
    List<String> notes) {
  public BranchReport {
    variables = List.copyOf(variables);
    branches = List.copyOf(branches);
    neverOffered = List.copyOf(neverOffered);
    unknownWords = List.copyOf(unknownWords);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  /** The branches that do not come to an end. */
  public List<Branch> unfinished() {
    return branches.stream().filter(branch -> branch.outcome() != Outcome.COMPLETE).toList();
  }

  /** Whether every branch was walked, so that a step not met is a step not reachable. */
  public boolean exhaustive() {
    return notes.isEmpty();
  }
}
