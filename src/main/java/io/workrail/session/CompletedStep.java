package io.workrail.session;

import java.util.Optional;

/**
 * A step that was completed.
 *
 * @param round the round of its loop, from 1; absent outside of loops
 */
public record CompletedStep(String stepId, Optional<Integer> round) {}
