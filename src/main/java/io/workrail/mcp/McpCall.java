package io.workrail.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;

/**
 * A request on its way to an operation.
 *
 * @param params as the client sent them
 * @param capabilities what the client says it can do; empty in the legacy era, which tells only at
 *     the start of a connection that this server does not keep
 */
public record McpCall(ObjectNode params, ObjectNode capabilities, Caller caller) {}
