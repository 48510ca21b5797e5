package io.workrail.telemetry;

import io.workrail.telemetry.metric.Metrics;

/**
 * What features tell of themselves.
 *
 * @param calls hears of every call of the endpoint
 */
public record Telemetry(Metrics metrics, CallObserver calls) {}
