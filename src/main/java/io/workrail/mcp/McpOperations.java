package io.workrail.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.mcp.tool.Tool;
import io.workrail.mcp.tool.ToolRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The methods that both eras have. Results are the same; each era dresses them. */
public final class McpOperations {
  private static final int MAX_COMPLETIONS = 100;

  private final ToolRegistry tools;
  private final PromptProvider prompts;
  private final ResourceProvider resources;

  /** The operations over these providers. */
  public McpOperations(ToolRegistry tools, PromptProvider prompts, ResourceProvider resources) {
    this.tools = tools;
    this.prompts = prompts;
    this.resources = resources;
  }

  /**
   * Runs a method; nothing when the method is none of these.
   *
   * @throws RpcException when the parameters are wrong
   */
  public Optional<ObjectNode> run(String method, McpCall call) {
    return switch (method) {
      case "tools/list" -> Optional.of(list("tools", tools.list(call.caller()), "", call));
      case "tools/call" -> Optional.of(callTool(call));
      case "prompts/list" -> Optional.of(list("prompts", prompts.list(), "name", call));
      case "prompts/get" -> Optional.of(getPrompt(call));
      case "resources/list" -> Optional.of(list("resources", resources.list(), "uri", call));
      case "resources/templates/list" ->
          Optional.of(list("resourceTemplates", resources.templates(), "uriTemplate", call));
      case "resources/read" -> Optional.of(readResource(call));
      case "completion/complete" -> Optional.of(complete(call));
      default -> Optional.empty();
    };
  }

  /** The tool with this name. */
  public Optional<Tool> findTool(String name) {
    return tools.find(name);
  }

  /** The names of all tools. */
  Set<String> toolNames() {
    return tools.names();
  }

  /** The direct form: a method that is the name of a tool. */
  public ObjectNode callDirectly(String tool, McpCall call) {
    return tools.callDirectly(tool, call.params(), call);
  }

  /** Tools stand in an order of their own and fit one page; everything else is sorted by a key. */
  private static ObjectNode list(
      String member, List<ObjectNode> entries, String key, McpCall call) {
    Page<ObjectNode> page = page(entries, key, call.params().path("cursor"));
    ObjectNode result = StrictJson.mapper().createObjectNode();
    ArrayNode array = result.putArray(member);
    page.entries().forEach(array::add);
    page.nextCursor().ifPresent(next -> result.put("nextCursor", next));
    return result;
  }

  private static Page<ObjectNode> page(List<ObjectNode> entries, String key, JsonNode cursor) {
    boolean first = cursor.isMissingNode() || cursor.isNull();
    if (first && key.isEmpty()) {
      return new Page<>(entries, Optional.empty());
    }
    try {
      Optional<String> after = first ? Optional.empty() : Optional.of(cursor.asText());
      return Page.of(entries, after, entry -> entry.path(key).asText());
    } catch (UnknownCursorException e) {
      throw RpcException.invalidParams(e.getMessage());
    }
  }

  private ObjectNode callTool(McpCall call) {
    String name = text(call.params(), "name");
    return tools.call(name, object(call.params(), "arguments"), call).toJson();
  }

  private ObjectNode getPrompt(McpCall call) {
    String name = text(call.params(), "name");
    ObjectNode prompt =
        prompts
            .find(name)
            .orElseThrow(
                () -> RpcException.invalidParams("There is no prompt \"%s\".".formatted(name)));
    ObjectNode arguments = object(call.params(), "arguments");
    for (JsonNode argument : prompt.path("arguments")) {
      String required = argument.path("name").asText();
      if (argument.path("required").asBoolean() && !arguments.hasNonNull(required)) {
        throw RpcException.invalidParams(
            "The prompt \"%s\" needs the argument \"%s\".".formatted(name, required));
      }
    }
    return prompts.get(name, arguments, call);
  }

  private ObjectNode readResource(McpCall call) {
    String uri = text(call.params(), "uri");
    ObjectNode content = resources.read(uri).orElseThrow(() -> noResource(uri));
    ObjectNode result = StrictJson.mapper().createObjectNode();
    result.putArray("contents").add(content);
    return result;
  }

  private ObjectNode complete(McpCall call) {
    JsonNode reference = call.params().path("ref");
    JsonNode argument = call.params().path("argument");
    if (!argument.path("name").isTextual() || !argument.path("value").isTextual()) {
      throw RpcException.invalidParams(
          "Invalid params: \"argument\" has to be an object with \"name\" and \"value\", both text.");
    }
    List<String> values = complete(reference, argument).orElseThrow(() -> unknown(reference));
    ObjectNode result = StrictJson.mapper().createObjectNode();
    ObjectNode completion = result.putObject("completion");
    ArrayNode shown = completion.putArray("values");
    values.stream().limit(MAX_COMPLETIONS).forEach(shown::add);
    completion.put("total", values.size()).put("hasMore", values.size() > MAX_COMPLETIONS);
    return result;
  }

  private Optional<List<String>> complete(JsonNode reference, JsonNode argument) {
    return switch (reference.path("type").asText()) {
      case "ref/prompt" -> prompts.find(reference.path("name").asText()).map(found -> List.of());
      case "ref/resource" ->
          resources.complete(
              reference.path("uri").asText(),
              argument.path("name").asText(),
              argument.path("value").asText());
      default -> Optional.empty();
    };
  }

  private static RpcException unknown(JsonNode reference) {
    return RpcException.invalidParams(
        "\"ref\" names nothing that can be completed: " + reference + ".");
  }

  private static String text(ObjectNode params, String name) {
    if (!params.path(name).isTextual()) {
      throw RpcException.badRequest(
          RpcException.INVALID_PARAMS, "Invalid params: \"%s\" is missing.".formatted(name));
    }
    return params.path(name).asText();
  }

  /** Models and clients write JSON twice now and then; an object in a string is read. */
  private static ObjectNode object(ObjectNode params, String name) {
    JsonNode value = params.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return StrictJson.mapper().createObjectNode();
    }
    if (StrictJson.unwrap(value) instanceof ObjectNode object) {
      return object;
    }
    throw RpcException.invalidParams("Invalid params: \"%s\" has to be an object.".formatted(name));
  }

  /** Carries the URI for clients that look into the data. */
  private static RpcException noResource(String uri) {
    return RpcException.application(
        RpcException.INVALID_PARAMS,
        "There is no resource \"%s\"; resources/list names them all.".formatted(uri),
        StrictJson.mapper().createObjectNode().put("uri", uri));
  }
}
