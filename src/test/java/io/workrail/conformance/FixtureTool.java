package io.workrail.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.mcp.McpCall;
import io.workrail.mcp.tool.Tool;
import io.workrail.mcp.tool.ToolResult;
import io.workrail.mcp.tool.ToolSpec;
import java.util.Set;
import java.util.function.Function;

/** A tool that the suite of the protocol expects. */
record FixtureTool(ToolSpec spec, Function<McpCall, ToolResult> behaviour) implements Tool {
  private static final JsonNode NO_ARGUMENTS = JsonNodeFactory.instance.objectNode();

  /** A tool that always answers with the same blocks. */
  static FixtureTool fixed(ObjectNode file) {
    ObjectNode definition = file.deepCopy();
    ArrayNode blocks = (ArrayNode) definition.remove("content");
    return new FixtureTool(
        ToolSpec.of(definition, NO_ARGUMENTS, Set.of(Role.AGENT)),
        call -> new ToolResult.Content(blocks));
  }

  /** A tool without arguments. */
  static FixtureTool of(String name, String description, Function<McpCall, ToolResult> behaviour) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.put("name", name).put("description", description);
    definition.putObject("inputSchema").put("type", "object").putObject("properties");
    return new FixtureTool(ToolSpec.of(definition, NO_ARGUMENTS, Set.of(Role.AGENT)), behaviour);
  }

  /** A text block. */
  static ToolResult text(String text) {
    ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
    blocks.addObject().put("type", "text").put("text", text);
    return new ToolResult.Content(blocks);
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    return behaviour.apply(call);
  }
}
