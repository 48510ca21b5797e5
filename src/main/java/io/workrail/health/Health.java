package io.workrail.health;

/**
 * The state of the server, for the features that take part in it.
 *
 * @param monitor what the checks found
 * @param readiness whether requests should be sent here
 * @param drain the beginning of a stop
 */
public record Health(HealthMonitor monitor, Readiness readiness, Drain drain) {}
