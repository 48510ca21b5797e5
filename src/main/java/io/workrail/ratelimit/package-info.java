/**
 * How much one caller may ask for: by address before the credential is read, by subject after it.
 * Knows no tool and no workflow.
 */
package io.workrail.ratelimit;
