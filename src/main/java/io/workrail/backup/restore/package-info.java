/**
 * Puts a backup in place of the data in use, all of it or nothing, with a server or without one:
 * verifies, unpacks and checks beside the data, then swaps.
 */
package io.workrail.backup.restore;
