package io.workrail.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowReader;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of conditions, seen through a step that asks for confirmation when one holds. */
class ConditionPropertyTest {
  @Provide
  Arbitrary<ObjectNode> conditions() {
    return GeneratedDocuments.conditions();
  }

  @Provide
  Arbitrary<ObjectNode> contexts() {
    return GeneratedCalls.contexts();
  }

  @Property
  void notTurnsItRound(@ForAll("conditions") ObjectNode a, @ForAll("contexts") ObjectNode context) {
    assertThat(holds(not(a), context)).isNotEqualTo(holds(a, context));
    assertThat(holds(not(not(a)), context)).isEqualTo(holds(a, context));
  }

  @Property
  void andAndOrFollowDeMorgan(
      @ForAll("conditions") ObjectNode a,
      @ForAll("conditions") ObjectNode b,
      @ForAll("contexts") ObjectNode context) {
    boolean both = holds(a, context) && holds(b, context);

    assertThat(holds(join("and", a, b), context)).isEqualTo(both);
    assertThat(holds(not(join("or", not(a), not(b))), context)).isEqualTo(both);
    assertThat(holds(join("or", a, b), context)).isEqualTo(holds(a, context) || holds(b, context));
  }

  @Property
  void emptyHoldsAndChangesNoConjunction(
      @ForAll("conditions") ObjectNode a, @ForAll("contexts") ObjectNode context) {
    ObjectNode empty = GeneratedDocuments.object();

    assertThat(holds(empty, context)).isTrue();
    assertThat(holds(join("and", a, empty), context)).isEqualTo(holds(a, context));
  }

  @Property
  void notEqualsIsTheNegationOfEquals(
      @ForAll("contexts") ObjectNode context, @ForAll("contexts") ObjectNode operands) {
    operands
        .elements()
        .forEachRemaining(
            operand -> {
              ObjectNode equal = GeneratedDocuments.object().put("var", "size");
              ObjectNode unequal = equal.deepCopy();
              equal.set("equals", operand);
              unequal.set("not_equals", operand);
              assertThat(holds(unequal, context)).isNotEqualTo(holds(equal, context));
            });
  }

  private static ObjectNode not(ObjectNode condition) {
    return GeneratedDocuments.object().set("not", condition);
  }

  private static ObjectNode join(String name, ObjectNode a, ObjectNode b) {
    return GeneratedDocuments.object().set(name, GeneratedDocuments.array(List.of(a, b)));
  }

  private static boolean holds(ObjectNode condition, ObjectNode context) {
    ObjectNode step =
        GeneratedDocuments.object().put("id", "one-step").put("title", "T").put("prompt", "P");
    step.set("requireConfirmation", condition);
    ObjectNode document = GeneratedDocuments.object().put("id", "conditions");
    document.putArray("steps").add(step);
    Workflow workflow = WorkflowReader.read(document);
    NextStep next = Engine.next(workflow, List.of(), Context.received(context));
    return ((NextStep.Pending) next).guidance().requiresConfirmation();
  }
}
