package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ways to give every variable one of its values. When there are too many, an even sample: the
 * steps through all of them are near the golden section, and share no factor with their number, so
 * that every value of every variable gets its share.
 */
final class Assignments {
  private static final BigInteger GOLDEN_NUMERATOR = BigInteger.valueOf(618_033_989L);
  private static final BigInteger GOLDEN_DENOMINATOR = BigInteger.valueOf(1_000_000_000L);

  private final List<BranchVariable> variables;
  private final BigInteger total;
  private final int size;

  /** All assignments, or a sample of this size; a variable without a value stays unset. */
  Assignments(List<BranchVariable> variables, int limit) {
    this.variables = variables.stream().filter(variable -> !variable.values().isEmpty()).toList();
    BigInteger product = BigInteger.ONE;
    for (BranchVariable variable : this.variables) {
      product = product.multiply(BigInteger.valueOf(variable.values().size()));
    }
    this.total = product;
    this.size = product.min(BigInteger.valueOf(limit)).intValueExact();
  }

  /** How many there are. */
  BigInteger total() {
    return total;
  }

  /** All of them, the last variable changing fastest; or the sample. */
  List<Map<String, JsonNode>> list() {
    boolean complete = total.equals(BigInteger.valueOf(size));
    BigInteger step = complete ? BigInteger.ONE : sampleStep();
    List<Map<String, JsonNode>> assignments = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      assignments.add(at(step.multiply(BigInteger.valueOf(i)).mod(total)));
    }
    return assignments;
  }

  private BigInteger sampleStep() {
    BigInteger step = total.multiply(GOLDEN_NUMERATOR).divide(GOLDEN_DENOMINATOR);
    while (!step.gcd(total).equals(BigInteger.ONE)) {
      step = step.add(BigInteger.ONE);
    }
    return step;
  }

  private Map<String, JsonNode> at(BigInteger index) {
    JsonNode[] chosen = new JsonNode[variables.size()];
    BigInteger rest = index;
    for (int i = chosen.length - 1; i >= 0; i--) {
      List<JsonNode> values = variables.get(i).values();
      BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(values.size()));
      chosen[i] = values.get(parts[1].intValueExact());
      rest = parts[0];
    }
    Map<String, JsonNode> assignment = new LinkedHashMap<>();
    for (int i = 0; i < chosen.length; i++) {
      assignment.put(variables.get(i).name(), chosen[i]);
    }
    return assignment;
  }
}
