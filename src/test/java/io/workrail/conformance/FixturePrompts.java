package io.workrail.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.mcp.McpCall;
import io.workrail.mcp.PromptProvider;
import io.workrail.mcp.tool.ToolResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The prompts that the suite expects, among those of the product. */
record FixturePrompts(PromptProvider product) implements PromptProvider {
  private static final List<ObjectNode> DEFINITIONS =
      Stream.of(
              define("test_simple_prompt"),
              define("test_prompt_with_arguments", "arg1", "arg2"),
              define("test_prompt_with_embedded_resource", "resourceUri"),
              define("test_prompt_with_image"),
              define("test_input_required_result_prompt"))
          .toList();

  @Override
  public List<ObjectNode> list() {
    return Stream.concat(product.list().stream(), DEFINITIONS.stream())
        .sorted(Comparator.comparing(FixturePrompts::nameOf))
        .toList();
  }

  @Override
  public Optional<ObjectNode> find(String name) {
    return DEFINITIONS.stream()
        .filter(definition -> nameOf(definition).equals(name))
        .findFirst()
        .or(() -> product.find(name));
  }

  @Override
  public ObjectNode get(String name, ObjectNode arguments, McpCall call) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode messages = result.putArray("messages");
    switch (name) {
      case "test_simple_prompt" -> say(messages, "This is a simple prompt for testing.");
      case "test_prompt_with_arguments" ->
          say(
              messages,
              "Prompt with arguments: arg1='%s', arg2='%s'"
                  .formatted(arguments.path("arg1").asText(), arguments.path("arg2").asText()));
      case "test_prompt_with_embedded_resource" -> {
        embed(messages, arguments.path("resourceUri").asText());
        say(messages, "Please process the embedded resource above.");
      }
      case "test_prompt_with_image" -> {
        message(messages, image());
        say(messages, "Please analyze the image above.");
      }
      case "test_input_required_result_prompt" -> {
        Optional<ToolResult> question = AskingTools.ask(call, Optional.empty(), "user_context");
        if (question.isPresent()) {
          return question.get().toJson();
        }
        say(messages, "Use this context: " + call.inputResponses().path("user_context"));
      }
      default -> {
        return product.get(name, arguments, call);
      }
    }
    return result;
  }

  private static ObjectNode define(String name, String... required) {
    ObjectNode prompt = JsonNodeFactory.instance.objectNode();
    prompt.put("name", name).put("description", "A prompt of the conformance suite.");
    ArrayNode arguments = prompt.putArray("arguments");
    for (String argument : required) {
      arguments
          .addObject()
          .put("name", argument)
          .put("description", "Any text.")
          .put("required", true);
    }
    return prompt;
  }

  private static String nameOf(ObjectNode prompt) {
    return prompt.path("name").asText();
  }

  private static void say(ArrayNode messages, String text) {
    message(messages, JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text));
  }

  private static void embed(ArrayNode messages, String uri) {
    ObjectNode content = JsonNodeFactory.instance.objectNode().put("type", "resource");
    content
        .putObject("resource")
        .put("uri", uri)
        .put("mimeType", "text/plain")
        .put("text", "Embedded resource content for testing.");
    message(messages, content);
  }

  private static ObjectNode image() {
    for (JsonNode tool : FixtureFiles.read("tools.json")) {
      if (tool.path("name").asText().equals("test_image_content")) {
        return (ObjectNode) tool.path("content").path(0);
      }
    }
    throw new IllegalStateException("the file of the tools has no image");
  }

  private static void message(ArrayNode messages, ObjectNode content) {
    messages.addObject().put("role", "user").set("content", content);
  }
}
