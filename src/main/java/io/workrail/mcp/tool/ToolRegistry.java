package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;
import io.workrail.mcp.McpCall;
import io.workrail.mcp.RpcException;
import io.workrail.workflow.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The tools, in the order in which clients see them. Immutable. */
public final class ToolRegistry {
  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final LoopHints hints;

  /** A registry of these tools, without hints. */
  public ToolRegistry(List<Tool> tools) {
    this(tools, LoopHints.none());
  }

  /** A registry of these tools that tells a model when it goes round in circles. */
  public ToolRegistry(List<Tool> tools, LoopHints hints) {
    tools.forEach(tool -> this.tools.put(tool.spec().name(), tool));
    this.hints = hints;
  }

  /** The definitions of what the caller may call. */
  public List<ObjectNode> list(Caller caller) {
    return tools.values().stream()
        .filter(tool -> isAllowed(tool, caller))
        .map(tool -> tool.spec().definition())
        .toList();
  }

  /** The names of all tools, whoever asks. */
  public Set<String> names() {
    return Set.copyOf(tools.keySet());
  }

  /** The tool with this name, whoever asks. */
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /**
   * Calls a tool. What the caller can mend comes back as a refused result.
   *
   * @throws RpcException when there is no such tool or the caller may not use it
   */
  public ToolResult call(String name, ObjectNode arguments, McpCall call) {
    Tool tool = require(name, call.caller(), RpcException::forbidden);
    ToolResult result = run(tool, arguments, call);
    Optional<String> hint = hints.observe(name, arguments, call);
    return hint.isPresent() ? new ToolResult.Hinted(result, hint.get()) : result;
  }

  private static ToolResult run(Tool tool, ObjectNode arguments, McpCall call) {
    ObjectNode tolerated = ToolArguments.tolerate(tool.spec(), arguments);
    Optional<String> wrong = ToolArguments.check(tool.spec(), tolerated);
    if (wrong.isPresent()) {
      return new ToolResult.Refused(wrong.get());
    }
    try {
      return tool.call(tolerated, call);
    } catch (RuntimeException e) {
      return new ToolResult.Refused(DomainFailures.toText(e, tool.spec()));
    }
  }

  /**
   * Calls a tool for the direct API, whose errors are JSON-RPC errors.
   *
   * @throws RpcException for everything that is wrong
   */
  public ObjectNode callDirectly(String name, ObjectNode arguments, McpCall call) {
    Tool tool = require(name, call.caller(), DomainFailures::forbidden);
    ObjectNode tolerated = ToolArguments.tolerate(tool.spec(), arguments);
    ToolArguments.check(tool.spec(), tolerated)
        .ifPresent(
            wrong -> {
              throw RpcException.invalidParams(wrong);
            });
    try {
      ToolResult result = tool.call(tolerated, call);
      return result instanceof ToolResult.Structured structured
          ? structured.value()
          : result.toJson();
    } catch (RuntimeException e) {
      throw DomainFailures.toRpc(e);
    }
  }

  private Tool require(String name, Caller caller, Function<String, RpcException> forbidden) {
    Tool tool = tools.get(name);
    if (tool == null) {
      List<String> names = new ArrayList<>(tools.keySet());
      String meant =
          NearestName.of(name, names).map(near -> " Did you mean \"" + near + "\"?").orElse("");
      throw RpcException.invalidParams("There is no tool \"%s\".%s".formatted(name, meant));
    }
    if (!isAllowed(tool, caller)) {
      throw forbidden.apply(
          "Your token does not allow the tool \"%s\"; it needs one of the roles %s."
              .formatted(
                  name, tool.spec().roles().stream().map(role -> role.label()).sorted().toList()));
    }
    return tool;
  }

  private static boolean isAllowed(Tool tool, Caller caller) {
    return caller.hasAny(tool.spec().roles());
  }
}
