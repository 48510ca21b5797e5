/**
 * Durable sessions: one execution of one pinned workflow for one goal, kept by the server so that
 * an agent cannot skip, double or lose a step. Deciding is pure and stands over the engine; one
 * unit of work through {@link io.workrail.session.SessionStore} makes a decision true.
 */
package io.workrail.session;
