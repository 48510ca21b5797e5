/** How the log tells of what fails again and again. */
package io.workrail.outage;
