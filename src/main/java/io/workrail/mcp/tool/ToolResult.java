package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.workrail.http.RequestId;
import io.workrail.json.StrictJson;
import java.util.Optional;

/** The outcome of a tool call. */
public sealed interface ToolResult {
  /** Where {@code _meta} names the request whose lines in the log tell more. */
  String REQUEST_ID = "io.workrail/requestId";

  /** An object that satisfies the output schema. */
  record Structured(ObjectNode value) implements ToolResult {}

  /** The tool could not do it; the text tells the model what to do instead. */
  record Refused(String text) implements ToolResult {}

  /**
   * The tool needs the client's user or model first, and has done nothing yet: the client repeats
   * the call with the answers. Only for clients that declared what is asked for, so never in the
   * legacy era.
   *
   * @param requests what to ask, by keys that come back with the answers
   * @param state comes back unchanged, from anybody: it has to prove itself
   */
  record InputRequired(ObjectNode requests, Optional<String> state) implements ToolResult {
    /** The result object of any method that may ask. */
    @Override
    public ObjectNode toJson() {
      ObjectNode result = StrictJson.mapper().createObjectNode();
      result.put("resultType", "input_required").set("inputRequests", requests);
      state.ifPresent(text -> result.put("requestState", text));
      return result;
    }
  }

  /** Content blocks of other kinds. */
  record Content(ArrayNode blocks) implements ToolResult {}

  /** A result with one more text for the model, which belongs to no output schema. */
  record Hinted(ToolResult result, String hint) implements ToolResult {
    @Override
    public ObjectNode toJson() {
      ObjectNode json = result.toJson();
      json.withArray("content").addObject().put("type", "text").put("text", hint);
      return json;
    }
  }

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
    result.put("isError", true);
    // For programs and people: the text is for the model, which has no use for it.
    result.putObject("_meta").put(REQUEST_ID, RequestId.current());
    return result;
  }
}
