/**
 * Closed-loop load: every client waits for its reply before it asks again, as an agent does. A few
 * threads drive all clients, so that the generator leaves the processors to the server.
 */
package io.workrail.benchmark.load;
