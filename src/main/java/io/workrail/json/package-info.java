/**
 * JSON as a document format: strict reading, positions in the text, the canonical form. No domain
 * words. Trees that leave this package are treated as immutable by everyone.
 */
package io.workrail.json;
