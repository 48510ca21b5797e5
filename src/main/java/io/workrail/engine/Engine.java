package io.workrail.engine;

import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import java.util.List;

/** The engine's two questions. Pure and thread-safe. */
public final class Engine {
  private Engine() {}

  /**
   * The step to do now.
   *
   * @param completedSteps the history: order and repeats matter inside loops, unknown ids do not
   * @throws PatternTooExpensiveException when a condition of the document cannot be evaluated
   */
  public static NextStep next(Workflow workflow, List<String> completedSteps, Context context) {
    return new StepSearch(workflow, completedSteps, context).run();
  }

  /**
   * Whether an output will do for a step.
   *
   * @throws CriteriaException when the criteria of the document cannot be understood
   * @throws PatternTooExpensiveException when a pattern of the document cannot be evaluated
   */
  public static OutputVerdict validate(StandardStep step, String output, Context context) {
    return new OutputValidation(step, output, context).run();
  }

  /**
   * Whether a person has to agree before a pending step counts as done, now that the agent has told
   * more.
   *
   * @throws PatternTooExpensiveException when a condition of the document cannot be evaluated
   */
  public static boolean requiresConfirmation(NextStep.Pending pending, Context told) {
    Conditions conditions = new Conditions();
    Context inside = pending.inside(told);
    return conditions.hold(pending.step().requireConfirmation(), inside)
        || pending
            .loop()
            .filter(place -> conditions.hold(place.confirmation(), inside))
            .isPresent();
  }
}
