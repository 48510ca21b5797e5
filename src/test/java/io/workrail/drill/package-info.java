/**
 * Attacks a running server over loopback, bounded in time: {@code scripts/drill} runs it, and the
 * build does.
 */
package io.workrail.drill;
