package io.workrail.telemetry;

import java.time.Duration;
import java.util.Optional;

/**
 * A request of HTTP that was answered. As of a call, nothing in it comes from the client unchecked.
 *
 * @param method of HTTP
 * @param route the address, with names in place of what differs, and without a query
 * @param status of HTTP
 * @param reason why it was refused, where somebody told
 */
public record EndedRequest(
    String method, String route, int status, Optional<String> reason, Duration duration) {}
