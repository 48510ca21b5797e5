/** The HTTP API of workflow documents: translates and decides nothing. */
package io.workrail.publishing.http;
