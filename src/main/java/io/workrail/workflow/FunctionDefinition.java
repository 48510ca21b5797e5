package io.workrail.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A procedure that steps refer to by name instead of repeating it. */
public record FunctionDefinition(String name, String definition, List<Parameter> parameters) {
  public FunctionDefinition {
    parameters = List.copyOf(parameters);
  }

  /**
   * What a call gives under a name.
   *
   * @param type {@code string}, {@code number}, {@code boolean}, {@code array} or {@code object}
   * @param allowed the legal values; empty when any value of the type is
   */
  public record Parameter(String name, String type, boolean required, List<JsonNode> allowed) {
    public Parameter {
      allowed = List.copyOf(allowed);
    }
  }
}
