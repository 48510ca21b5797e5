/**
 * The server as a process among others: what it tells the service manager (systemd) and how it
 * takes signals.
 */
package io.workrail.process;
