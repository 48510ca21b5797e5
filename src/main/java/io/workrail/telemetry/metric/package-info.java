/** The metrics of the server, and how Prometheus gets them. */
package io.workrail.telemetry.metric;
