/**
 * The operations of administrators: how they are called, over {@code POST /tasks/…} of the
 * operations port. Each feature brings its own and keeps it beside its other code.
 */
package io.workrail.admin;
