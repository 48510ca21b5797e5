/** {@code workrail backup}: backups from a terminal, a timer or a script. */
package io.workrail.backup.command;
