package io.workrail.admin;

import java.util.Map;
import java.util.Optional;

/**
 * A call of an operation. The parameters are those that the operation has, each at most once, and
 * none of the required is missing.
 *
 * @param actor the operator who calls
 */
public record AdminRequest(String actor, Map<String, String> parameters) {
  public AdminRequest {
    parameters = Map.copyOf(parameters);
  }

  /** The value of a parameter; nothing when it was left out or is blank. */
  public Optional<String> find(AdminParameter parameter) {
    return Optional.ofNullable(parameters.get(parameter.name())).filter(text -> !text.isBlank());
  }

  /** The value of a parameter that is required. */
  public String require(AdminParameter parameter) {
    return find(parameter).orElseThrow(parameter::invalid);
  }
}
