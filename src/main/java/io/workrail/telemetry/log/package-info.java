/** What log lines look like, where they go, and what stands in them. */
package io.workrail.telemetry.log;
