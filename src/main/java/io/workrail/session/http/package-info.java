/** The HTTP API of sessions, for people and programs: translates and decides nothing. */
package io.workrail.session.http;
