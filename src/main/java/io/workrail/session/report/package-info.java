/** The history of a session as a document for people. */
package io.workrail.session.report;
