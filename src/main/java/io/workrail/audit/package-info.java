/** Who did what: a log that shows when somebody changed it. Knows no other feature. */
package io.workrail.audit;
