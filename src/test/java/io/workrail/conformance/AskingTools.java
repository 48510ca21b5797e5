package io.workrail.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.mcp.McpCall;
import io.workrail.mcp.tool.Tool;
import io.workrail.mcp.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tools that ask the client before they answer. */
final class AskingTools {
  private static final JsonNode QUESTIONS = FixtureFiles.read("questions.json");
  private static final Map<String, String> CAPABILITIES =
      Map.of(
          "elicitation/create", "elicitation",
          "sampling/createMessage", "sampling",
          "roots/list", "roots");

  private final SignedState states = new SignedState();

  List<Tool> all() {
    return List.of(
        asking("elicitation", "user_name"),
        asking("sampling", "capital_question"),
        asking("list_roots", "client_roots"),
        tool("request_state", call -> once(call, "confirm")),
        tool("tampered_state", call -> once(call, "confirm")),
        tool("multiple_inputs", call -> once(call, "user_name", "greeting", "client_roots")),
        tool("multi_round", this::twoRounds),
        tool("capabilities", AskingTools::whatTheClientCan));
  }

  /** What to ask when the answers are not all there. */
  static Optional<ToolResult> ask(McpCall call, Optional<String> state, String... questions) {
    for (String question : questions) {
      call.requireCapability(capability(question));
    }
    boolean answered =
        Stream.of(questions).allMatch(name -> call.inputResponses().path(name).isObject());
    return answered
        ? Optional.empty()
        : Optional.of(new ToolResult.InputRequired(requests(questions), state));
  }

  private static FixtureTool asking(String name, String question) {
    return tool(
        name,
        call ->
            ask(call, Optional.empty(), question)
                .orElseGet(() -> FixtureTool.text("Answer: " + call.inputResponses())));
  }

  private ToolResult once(McpCall call, String... questions) {
    return ask(call, Optional.of(states.of("asked")), questions)
        .orElseGet(
            () -> {
              states.read(call.requestState().orElse(""));
              return FixtureTool.text("state-ok");
            });
  }

  private ToolResult twoRounds(McpCall call) {
    Optional<String> reached = call.requestState().map(states::read);
    if (reached.isEmpty()) {
      return ask(call, Optional.of(states.of("first")), "step1").orElseThrow();
    }
    if (reached.get().equals("first")) {
      return new ToolResult.InputRequired(requests("step2"), Optional.of(states.of("second")));
    }
    return FixtureTool.text("Both rounds are done.");
  }

  private static ToolResult whatTheClientCan(McpCall call) {
    String[] possible =
        Stream.of("user_name", "capital_question", "client_roots")
            .filter(question -> call.capabilities().has(capability(question)))
            .toArray(String[]::new);
    return ask(call, Optional.empty(), possible)
        .orElseGet(() -> FixtureTool.text("Nothing to ask."));
  }

  private static FixtureTool tool(String name, Function<McpCall, ToolResult> behaviour) {
    return FixtureTool.of(
        "test_input_required_result_" + name, "Asks the client first.", behaviour);
  }

  private static ObjectNode requests(String... questions) {
    ObjectNode requests = JsonNodeFactory.instance.objectNode();
    Stream.of(questions).forEach(name -> requests.set(name, QUESTIONS.path(name)));
    return requests;
  }

  private static String capability(String question) {
    return CAPABILITIES.get(QUESTIONS.path(question).path("method").asText());
  }
}
