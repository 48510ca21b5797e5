/**
 * Backups of a server: made by schedule, operation or command, verified, kept for a while and sent
 * away. All three are doors to one room, {@link io.workrail.backup.Backups}.
 */
package io.workrail.backup;
