package io.workrail.mcp;

import io.workrail.auth.Caller;

/** The rules of one generation of the protocol. */
public interface Era {
  /**
   * Answers a request.
   *
   * @throws RpcException when it is refused
   */
  McpReply handle(JsonRpcRequest request, McpHeaders headers, Caller caller);

  /** The HTTP status of an error. */
  int statusOf(RpcException error);
}
