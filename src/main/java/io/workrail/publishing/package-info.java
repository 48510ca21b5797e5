/**
 * Publishing and removing workflow documents: one set of rules behind two doors, the HTTP API and
 * the command. Knows no HTTP itself.
 */
package io.workrail.publishing;
