package io.workrail.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What agents send: honest and dishonest histories, contexts of every kind. */
final class GeneratedCalls {
  /** A document and a call of it. */
  record Call(ObjectNode document, Workflow workflow, List<String> history, ObjectNode context) {
    Call(ObjectNode document, List<String> history, ObjectNode context) {
      this(document, WorkflowReader.read(document), List.copyOf(history), context);
    }

    Context received() {
      return Context.received(context);
    }

    /** All ids that the document knows. */
    Set<String> ids() {
      return GeneratedCalls.ids(workflow);
    }

    /** Top-level steps that are offered only inside a loop. */
    Set<String> bodies() {
      Set<String> bodies = new HashSet<>();
      workflow.steps().stream()
          .filter(LoopStep.class::isInstance)
          .map(step -> ((LoopStep) step).body())
          .filter(LoopStep.Reference.class::isInstance)
          .forEach(body -> bodies.add(((LoopStep.Reference) body).stepId()));
      return bodies;
    }

    @Override
    public String toString() {
      return "%s%n  history %s%n  context %s".formatted(document, history, context);
    }
  }

  private GeneratedCalls() {}

  static Arbitrary<ObjectNode> contexts() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of(GeneratedDocuments.VARIABLES),
            Arbitraries.of(GeneratedDocuments.VARIABLES),
            Arbitraries.of("_completedLoops", "_warnings", "", "unheard-of"));
    return Arbitraries.maps(names, GeneratedDocuments.values())
        .ofMaxSize(6)
        .map(
            values -> {
              ObjectNode context = GeneratedDocuments.object();
              context.setAll(values);
              return context;
            });
  }

  static Arbitrary<Call> calls() {
    return GeneratedDocuments.documents()
        .flatMap(
            document ->
                Combinators.combine(histories(WorkflowReader.read(document)), contexts())
                    .as((history, context) -> new Call(document, history, context)))
        .withoutEdgeCases();
  }

  private static Arbitrary<List<String>> histories(Workflow workflow) {
    List<String> known = new ArrayList<>(ids(workflow));
    return Arbitraries.oneOf(
            Arbitraries.of(known), Arbitraries.of(known), Arbitraries.of("", "no-such-step"))
        .list()
        .ofMaxSize(15);
  }

  private static Set<String> ids(Workflow workflow) {
    Set<String> ids = new HashSet<>();
    workflow.steps().forEach(step -> ids.add(step.id()));
    workflow.standardSteps().forEach(step -> ids.add(step.id()));
    return ids;
  }
}
