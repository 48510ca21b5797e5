/** {@code workrail workflows}, one class an action. */
package io.workrail.publishing.command;
