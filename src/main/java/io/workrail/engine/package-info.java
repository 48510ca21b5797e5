/**
 * What comes next, and whether an output will do: pure functions over a workflow, a history and a
 * context. No input or output, no clock, no shared state; the stateless tools and durable sessions
 * call the same ones.
 */
package io.workrail.engine;
