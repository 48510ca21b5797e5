package io.workrail.mcp;

import io.workrail.mcp.tool.Tool;
import java.util.List;

/**
 * What the endpoint offers.
 *
 * @param tools in the order in which clients see them
 */
public record McpContent(List<Tool> tools, PromptProvider prompts, ResourceProvider resources) {
  public McpContent {
    tools = List.copyOf(tools);
  }
}
