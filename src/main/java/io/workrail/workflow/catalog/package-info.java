/** The documents a server serves: where they come from, and the snapshot that calls read. */
package io.workrail.workflow.catalog;
