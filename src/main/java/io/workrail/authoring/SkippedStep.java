package io.workrail.authoring;

import java.util.Optional;

/**
 * A step that was passed over.
 *
 * @param round where, when it is inside a loop
 * @param reason which variable is what, and what it would have to be
 */
record SkippedStep(String stepId, Optional<Round> round, String reason) {}
