package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.mcp.McpCall;

/** Something an agent can call. */
public interface Tool {
  /** What clients are told of it. */
  ToolSpec spec();

  /**
   * Does the work.
   *
   * @param arguments satisfy the input schema
   */
  ToolResult call(ObjectNode arguments, McpCall call);
}
