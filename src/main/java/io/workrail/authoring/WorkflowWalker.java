package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.engine.Context;
import io.workrail.engine.Engine;
import io.workrail.engine.NextStep;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks a document from the empty history to its end, as an agent does that completes every step. A
 * loop that goes on while a flag says so gets its rounds, then the flag is changed.
 */
final class WorkflowWalker {
  private final Workflow workflow;
  private final LoopEndings endings;
  private final LoopBodies bodies;
  private final Map<String, List<LoopStep>> loopsByStep = new HashMap<>();
  private final int limit;

  WorkflowWalker(Workflow workflow, List<BranchVariable> variables) {
    this.workflow = workflow;
    this.endings = new LoopEndings(variables);
    this.bodies = new LoopBodies(workflow);
    long most = 0;
    for (Step step : workflow.steps()) {
      if (step instanceof LoopStep loop) {
        bodies.of(loop).forEach(inside -> loopsOf(inside.id()).add(loop));
        most += (long) bodies.of(loop).size() * loop.rule().maxIterations();
      } else {
        most++;
      }
    }
    this.limit = (int) Math.min(most, Integer.MAX_VALUE);
  }

  /** The walk from a context, with the first way to end each loop. */
  Walk walk(Context start) {
    return walk(start, 0);
  }

  /**
   * The walk from a context.
   *
   * @param ending which of the ways to end a loop is taken, counted round when there are fewer
   */
  Walk walk(Context start, int ending) {
    return new OneWalk(start, ending).run();
  }

  private List<LoopStep> loopsOf(String stepId) {
    return loopsByStep.computeIfAbsent(stepId, id -> new ArrayList<>());
  }

  private final class OneWalk {
    private final int ending;
    private final List<String> history = new ArrayList<>();
    private final List<WalkedStep> steps = new ArrayList<>();
    private final List<ContextChange> changes = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> endedLoops = new HashSet<>();
    private final Set<String> finishedLoops = new HashSet<>();
    private Context context;
    private int mostEndings = 1;

    OneWalk(Context start, int ending) {
      this.context = start;
      this.ending = ending;
    }

    Walk run() {
      while (true) {
        NextStep next = Engine.next(workflow, history, context);
        if (!(next instanceof NextStep.Pending pending)) {
          return end(next);
        }
        if (steps.size() >= limit) {
          return finished(
              Outcome.STOPPED,
              "The walk was stopped after %d steps, more than the document has.".formatted(limit));
        }
        Optional<LoopStep> loop = loopOf(pending);
        Optional<Round> round = loop.map(inside -> roundOf(inside, pending));
        if (loop.isEmpty() || !endLoop(loop.get(), round.orElseThrow())) {
          complete(pending, round);
        }
      }
    }

    private Walk end(NextStep next) {
      collectWarnings(next.context());
      if (next instanceof NextStep.NeedsContext needs) {
        return finished(Outcome.BLOCKED, needs.prompt());
      }
      return finished(Outcome.COMPLETE, ((NextStep.Complete) next).prompt());
    }

    private Walk finished(Outcome outcome, String closing) {
      return new Walk(
          steps, changes, outcome, closing, context, List.copyOf(warnings), mostEndings);
    }

    /** Of loops that share a body, the engine fills the first that is not finished. */
    private Optional<LoopStep> loopOf(NextStep.Pending pending) {
      return loopsByStep.getOrDefault(pending.step().id(), List.of()).stream()
          .filter(loop -> !finishedLoops.contains(loop.id()))
          .findFirst();
    }

    private Round roundOf(LoopStep loop, NextStep.Pending pending) {
      return new Round(loop.id(), pending.context().get(loop.rule().iterationVariable()).asInt());
    }

    /** Whether the context was changed so that the loop is over. */
    private boolean endLoop(LoopStep loop, Round round) {
      if (round.number() <= LoopRounds.of(loop, bodies.of(loop)) || !endedLoops.add(loop.id())) {
        return false;
      }
      List<Map<String, JsonNode>> choices = endings.of(loop, context);
      if (choices.isEmpty()) {
        return false;
      }
      mostEndings = Math.max(mostEndings, choices.size());
      Map<String, JsonNode> chosen = choices.get(ending % choices.size());
      changes.add(new ContextChange(steps.size(), loop.id(), chosen));
      context = context.with(chosen);
      return true;
    }

    private void complete(NextStep.Pending pending, Optional<Round> round) {
      collectWarnings(pending.context());
      StandardStep step = pending.step();
      steps.add(
          new WalkedStep(
              step, new Visit(step.id(), round), pending.guidance(), context, pending.context()));
      // A good client records what the reply says of finished loops, before what it does next.
      for (JsonNode loopId : pending.context().get("_completedLoops")) {
        finishedLoops.add(loopId.asText());
        history.add(loopId.asText());
      }
      history.add(step.id());
    }

    private void collectWarnings(Context reply) {
      reply.get("_warnings").forEach(warning -> warnings.add(warning.asText()));
    }
  }
}
