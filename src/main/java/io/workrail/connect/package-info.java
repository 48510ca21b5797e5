/**
 * The client's side: the bridge for programs that speak MCP over standard input and output only,
 * and the lines that connect other clients. Runs on the machine of the client and knows nothing of
 * the server but its protocol.
 */
package io.workrail.connect;
