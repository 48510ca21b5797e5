package io.workrail.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
  @Test
  void listsAllWithTheLastVariableChangingFastest() {
    Assignments assignments = new Assignments(List.of(variable("a", 2), variable("b", 3)), 6);

    assertThat(assignments.total()).isEqualTo(6);
    assertThat(assignments.list())
        .extracting(values -> "" + values.get("a") + values.get("b"))
        .containsExactly("00", "01", "02", "10", "11", "12");
  }

  @Test
  void hasOneEmptyAssignmentWithoutVariables() {
    assertThat(new Assignments(List.of(), 6).list()).containsExactly(Map.of());
  }

  @Test
  void leavesAVariableWithoutValuesUnset() {
    Assignments assignments = new Assignments(List.of(variable("a", 2), variable("b", 0)), 6);

    assertThat(assignments.list()).extracting(Map::keySet).containsOnly(Set.of("a"));
  }

  @Test
  void samplesEveryValueOfEveryVariableAboutEquallyOften() {
    List<BranchVariable> variables =
        IntStream.range(0, 70).mapToObj(i -> variable("v" + i, 2)).toList();

    Assignments assignments = new Assignments(variables, 1_000);
    List<Map<String, JsonNode>> sample = assignments.list();

    assertThat(assignments.total()).isEqualTo(BigInteger.TWO.pow(70));
    assertThat(sample).hasSize(1_000).doesNotHaveDuplicates();
    for (BranchVariable variable : variables) {
      Map<JsonNode, Long> shares =
          sample.stream()
              .collect(
                  Collectors.groupingBy(
                      values -> values.get(variable.name()), Collectors.counting()));
      assertThat(shares.values()).as(variable.name()).hasSize(2).allMatch(share -> share > 300);
    }
  }

  private static BranchVariable variable(String name, int values) {
    return new BranchVariable(
        name,
        IntStream.range(0, values).<JsonNode>mapToObj(IntNode::valueOf).toList(),
        Optional.empty(),
        Optional.empty());
  }
}
