package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.workrail.json.StrictJson;

/** The outcome of a tool call. */
public sealed interface ToolResult {
  /** An object that satisfies the output schema. */
  record Structured(ObjectNode value) implements ToolResult {}

  /** The tool could not do it; the text tells the model what to do instead. */
  record Refused(String text) implements ToolResult {}

  /** Content blocks of other kinds. */
  record Content(ArrayNode blocks) implements ToolResult {}

  /** The result object of {@code tools/call}. */
  default ObjectNode toJson() {
    ObjectNode result = StrictJson.mapper().createObjectNode();
    if (this instanceof Structured structured) {
      // Written once, sent twice: as the object and as its text.
      String json = StrictJson.write(structured.value());
      result.putArray("content").addObject().put("type", "text").put("text", json);
      result.putRawValue("structuredContent", new RawValue(json));
      return result.put("isError", false);
    }
    if (this instanceof Content content) {
      result.set("content", content.blocks());
      return result.put("isError", false);
    }
    result.putArray("content").addObject().put("type", "text").put("text", ((Refused) this).text());
    return result.put("isError", true);
  }
}
