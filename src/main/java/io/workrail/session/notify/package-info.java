/** Tells other programs when a session needs somebody: a signed webhook, or a command. */
package io.workrail.session.notify;
