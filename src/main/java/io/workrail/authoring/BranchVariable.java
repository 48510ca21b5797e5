package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A variable that decides where a walk goes.
 *
 * @param values one for each way in which the tests of the document can come out; may be empty
 * @param unknownWord a word that the document has no branch for, when it has one for at least two
 * @param note what the values leave open
 */
public record BranchVariable(
    String name, List<JsonNode> values, Optional<JsonNode> unknownWord, Optional<String> note) {
  public BranchVariable {
    values = List.copyOf(values);
  }

  /** The same variable, held at a value that the author has chosen. */
  BranchVariable heldAt(JsonNode value) {
    return new BranchVariable(name, List.of(value), Optional.empty(), Optional.empty());
  }
}
