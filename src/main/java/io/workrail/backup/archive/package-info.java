/**
 * The archive of a backup as a file: how it is written, and how one that may come from anywhere is
 * read. Knows neither the database nor the server.
 */
package io.workrail.backup.archive;
