package io.workrail.session;

import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import java.time.Instant;
import java.util.Optional;

/**
 * The one row of a session. Immutable.
 *
 * @param workflowHash names the pinned document
 * @param owner the subject that started it
 * @param team who shares it; nobody when absent
 * @param holder the subject that works on it now
 * @param position rises on advance, rewind and take-over; a token names one
 * @param positionSince the revision that began the position
 * @param revision how many events there are; the optimistic lock of the row
 * @param headHash the hash of the newest event
 * @param tokenKey random, made with the session; signs its tokens
 */
public record Session(
    SessionId id,
    WorkflowId workflowId,
    String workflowVersion,
    ContentHash workflowHash,
    String goal,
    SessionStatus status,
    String owner,
    Optional<String> team,
    String holder,
    Instant startedAt,
    Instant updatedAt,
    Optional<Instant> endedAt,
    long position,
    long positionSince,
    long revision,
    String headHash,
    TokenKey tokenKey,
    SessionState state) {}
