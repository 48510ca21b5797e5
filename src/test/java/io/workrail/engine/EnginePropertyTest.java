package io.workrail.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.GeneratedCalls.Call;
import io.workrail.json.StrictJson;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.WorkflowReader;
import io.workrail.workflow.validation.ValidationReport;
import io.workrail.workflow.validation.WorkflowValidator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every document, history and context. */
class EnginePropertyTest {
  private static final WorkflowValidator VALIDATOR = new WorkflowValidator();

  @Provide
  Arbitrary<Call> calls() {
    return GeneratedCalls.calls();
  }

  @Provide
  Arbitrary<List<ObjectNode>> changingContexts() {
    return GeneratedCalls.contexts().list().ofMinSize(1).ofMaxSize(4);
  }

  /** A property over documents that no server would serve says nothing. */
  @Property
  void generatedDocumentsAreServed(@ForAll("calls") Call call) {
    ValidationReport report = VALIDATOR.validate(StrictJson.write(call.document()));

    assertThat(report.valid()).as("%s", report.findings()).isTrue();
  }

  @Property
  void sameInputGivesTheSameStepAndStaysAsItWas(@ForAll("calls") Call call) {
    ObjectNode contextBefore = call.context().deepCopy();
    ObjectNode documentBefore = call.document().deepCopy();

    Outcome first = Outcome.of(call);

    assertThat(Outcome.of(call)).isEqualTo(first);
    assertThat(Outcome.of(new Call(documentBefore.deepCopy(), call.history(), contextBefore)))
        .isEqualTo(first);
    assertThat(call.context()).isEqualTo(contextBefore);
    assertThat(call.document()).isEqualTo(documentBefore);
  }

  @Property
  void theReplyHoldsTheClientsContext(@ForAll("calls") Call call) {
    Set<String> loopVariables = Set.of("round", "currentItem", "currentIndex");

    Optional<NextStep> next = find(call);
    if (next.isEmpty()) {
      return;
    }
    ObjectNode returned = next.get().context().json();

    for (var entry : call.context().properties()) {
      boolean internal = entry.getKey().startsWith(Context.INTERNAL_PREFIX);
      if (!internal && !loopVariables.contains(entry.getKey())) {
        assertThat(returned.get(entry.getKey())).isEqualTo(entry.getValue());
      }
    }
  }

  @Property
  void unknownIdsAndInternalKeysChangeNothing(@ForAll("calls") Call call, @ForAll Random random) {
    List<String> known =
        call.history().stream().filter(call.ids()::contains).collect(Collectors.toList());
    List<String> noisy = new ArrayList<>(known);
    for (int i = 0; i < 3; i++) {
      noisy.add(random.nextInt(noisy.size() + 1), "gone-since-version-" + i);
    }
    ObjectNode forged = call.context().deepCopy();
    forged.putArray("_completedLoops").add("step-0").add("step-1");
    forged.put("_warnings", "none");

    assertThat(Outcome.of(new Call(call.document(), noisy, forged)))
        .isEqualTo(Outcome.of(new Call(call.document(), known, call.context())));
  }

  @Property
  void withoutLoopsTheOrderOfTheHistoryDoesNotMatter(
      @ForAll("calls") Call call, @ForAll Random random) {
    if (call.workflow().steps().stream().anyMatch(LoopStep.class::isInstance)) {
      return;
    }
    List<String> shuffled = new ArrayList<>(call.history());
    shuffled.addAll(call.history());
    Collections.shuffle(shuffled, random);

    assertThat(Outcome.of(new Call(call.document(), shuffled, call.context())))
        .isEqualTo(Outcome.of(call));
  }

  @Property
  void whatIsCompletedIsNotOfferedAgain(@ForAll("calls") Call call) {
    if (!(find(call).orElse(null) instanceof NextStep.Pending pending)) {
      return;
    }
    Set<String> topLevel = new HashSet<>();
    call.workflow().steps().forEach(step -> topLevel.add(step.id()));
    String id = pending.step().id();

    assertThat(pending.step().source())
        .isEqualTo(call.workflow().findStandardStep(id).orElseThrow().source());
    if (topLevel.contains(id) && !call.bodies().contains(id)) {
      assertThat(call.history()).doesNotContain(id);
    }
    for (Step step : call.workflow().steps()) {
      if (step instanceof LoopStep loop && call.history().contains(loop.id())) {
        assertThat(loop.inlineBody()).doesNotContain(pending.step());
      }
    }
  }

  /** Also for an agent whose context is another one at every call. */
  @Property
  void everyWalkEndsAndNoLoopGoesRoundTooOften(
      @ForAll("calls") Call call, @ForAll("changingContexts") List<ObjectNode> contexts) {
    int most = mostSteps(call);
    List<String> history = new ArrayList<>();
    while (history.size() <= most) {
      ObjectNode context = contexts.get(history.size() % contexts.size());
      Optional<NextStep> next = find(new Call(call.document(), history, context));
      if (!(next.orElse(null) instanceof NextStep.Pending pending)) {
        return;
      }
      assertRoundIsAllowed(call, pending);
      history.add(pending.step().id());
    }
    assertThat(history).as("steps of one walk").hasSizeLessThanOrEqualTo(most);
  }

  /** A history that an agent made up ends a loop, too. */
  @Property
  void noHistoryLeadsBeyondMaxIterations(@ForAll("calls") Call call) {
    if (find(call).orElse(null) instanceof NextStep.Pending pending) {
      assertRoundIsAllowed(call, pending);
    }
  }

  @Property
  void completeStaysComplete(@ForAll("calls") Call call) {
    if (!(find(call).orElse(null) instanceof NextStep.Complete)) {
      return;
    }
    List<String> everything = new ArrayList<>(call.history());
    call.workflow().steps().forEach(step -> everything.add(step.id()));

    assertThat(find(new Call(call.document(), everything, call.context())))
        .containsInstanceOf(NextStep.Complete.class);
  }

  @Property
  void aPinnedDocumentGivesTheSameStepAfterARestart(@ForAll("calls") Call call) throws Exception {
    ObjectNode reread = (ObjectNode) StrictJson.parse(StrictJson.write(call.document()));

    assertThat(Outcome.of(new Call(reread, call.history(), call.context())))
        .isEqualTo(Outcome.of(call));
  }

  private static void assertRoundIsAllowed(Call call, NextStep.Pending pending) {
    for (Step step : call.workflow().steps()) {
      if (step instanceof LoopStep loop && loop.inlineBody().contains(pending.step())) {
        int round = pending.context().get(loop.rule().iterationVariable()).asInt();
        assertThat(round).isBetween(1, loop.rule().maxIterations());
      }
    }
  }

  /** Every step outside loops once, every body as often as its loops may go round. */
  private static int mostSteps(Call call) {
    int most = 0;
    for (Step step : call.workflow().steps()) {
      if (step instanceof StandardStep) {
        most += 1;
      } else {
        LoopStep loop = (LoopStep) step;
        most += loop.rule().maxIterations() * Math.max(1, loop.inlineBody().size());
      }
    }
    return most;
  }

  /** The next step; nothing when a pattern costs too much, which is the only refusal there is. */
  private static Optional<NextStep> find(Call call) {
    try {
      return Optional.of(
          Engine.next(
              WorkflowReader.read(call.document()),
              call.history(),
              Context.received(call.context())));
    } catch (PatternTooExpensiveException e) {
      return Optional.empty();
    }
  }

  /** A reply in a form that can be compared. */
  private record Outcome(String kind, String step, String text, ObjectNode context) {
    static Outcome of(Call call) {
      Optional<NextStep> found = find(call);
      if (found.isEmpty()) {
        return new Outcome("refused", "", "", GeneratedDocuments.object());
      }
      NextStep next = found.get();
      ObjectNode context = next.context().json();
      if (next instanceof NextStep.Pending pending) {
        return new Outcome("pending", pending.step().id(), pending.guidance().toString(), context);
      }
      return next instanceof NextStep.NeedsContext needs
          ? new Outcome("needs", "", needs.prompt(), context)
          : new Outcome("complete", "", ((NextStep.Complete) next).prompt(), context);
    }
  }
}
