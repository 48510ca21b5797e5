/**
 * The Model Context Protocol over Streamable HTTP, both eras at one address. A request goes from
 * the resource through the dispatcher to the era it belongs to, then to the operations both eras
 * share, and comes back through the era's renderer. Nothing here remembers a client.
 */
package io.workrail.mcp;
