/** The commands of those who run the server: {@code workrail sessions} and its part of verify. */
package io.workrail.session.command;
