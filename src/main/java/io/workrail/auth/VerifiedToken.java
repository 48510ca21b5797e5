package io.workrail.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * What a good token says.
 *
 * @param id the {@code jti}, by which it can be revoked
 * @param issuedAt when it was made, to the second
 * @param expiry when it stops being good
 */
record VerifiedToken(
    Caller caller, Optional<String> id, Optional<Instant> issuedAt, Instant expiry) {}
