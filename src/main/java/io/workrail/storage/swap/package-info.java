/**
 * Puts files and folders into the place of others so that a crash leaves all of the old ones or all
 * of the new ones: renames, with a journal that whoever comes next finishes or undoes. Knows no
 * domain word.
 */
package io.workrail.storage.swap;
