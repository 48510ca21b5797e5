/**
 * The checks of a workflow document: the schema, then what a schema cannot say. The same code runs
 * when a document is loaded, when an agent asks for it and on the command line.
 */
package io.workrail.workflow.validation;
