/** The workflow document: what it says, as records. Reading, checking and serving it live below. */
package io.workrail.workflow;
