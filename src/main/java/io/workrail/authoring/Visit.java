package io.workrail.authoring;

import java.util.Optional;

/**
 * A step that was offered.
 *
 * @param round where, when it is inside a loop
 */
public record Visit(String stepId, Optional<Round> round) {}
