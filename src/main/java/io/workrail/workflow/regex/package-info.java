/**
 * ECMAScript regular expressions from workflow documents, run on {@link java.util.regex} with a
 * bound on the work of a match.
 */
@NullMarked
package io.workrail.workflow.regex;

import org.jspecify.annotations.NullMarked;
