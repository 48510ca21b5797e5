/** The place of a request in a trace that began elsewhere (W3C Trace Context). */
package io.workrail.telemetry.trace;
