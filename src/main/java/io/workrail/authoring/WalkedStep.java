package io.workrail.authoring;

import io.workrail.engine.Context;
import io.workrail.engine.Guidance;
import io.workrail.workflow.StandardStep;

/**
 * A step as an agent meets it.
 *
 * @param context what the agent had told by then
 * @param inside the same with the variables of the loop
 */
record WalkedStep(
    StandardStep step, Visit visit, Guidance guidance, Context context, Context inside) {}
