/**
 * What the server tells of itself while it works: metrics, the log of calls, the place of a request
 * in a trace. Features that lie above call it; for those below it there are methods that the
 * application hands to them.
 */
package io.workrail.telemetry;
