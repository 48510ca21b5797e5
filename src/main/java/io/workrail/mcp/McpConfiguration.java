package io.workrail.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.workrail.mcp.tool.LoopHints;
import io.workrail.mcp.tool.Tool;
import io.workrail.mcp.tool.ToolRegistry;
import io.workrail.mcp.tool.WorkflowAbandonTool;
import io.workrail.mcp.tool.WorkflowCheckpointTool;
import io.workrail.mcp.tool.WorkflowContinueTool;
import io.workrail.mcp.tool.WorkflowGetTool;
import io.workrail.mcp.tool.WorkflowListTool;
import io.workrail.mcp.tool.WorkflowNextTool;
import io.workrail.mcp.tool.WorkflowResumeTool;
import io.workrail.mcp.tool.WorkflowStartTool;
import io.workrail.mcp.tool.WorkflowValidateJsonTool;
import io.workrail.mcp.tool.WorkflowValidateTool;
import io.workrail.ratelimit.RateLimits;
import io.workrail.session.SessionService;
import io.workrail.telemetry.CallObserver;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The key {@code mcp} of the configuration. */
public final class McpConfiguration {
  @JsonProperty private boolean acceptLegacyHeaderWithModernBody;

  @NotNull @JsonProperty private StatelessTools statelessTools = StatelessTools.ALLOWED;

  private UnaryOperator<McpContent> content = UnaryOperator.identity();

  /** Lets a test server offer more than the product does; the product never calls it. */
  public void extendContent(UnaryOperator<McpContent> extension) {
    content = extension;
  }

  /** The endpoint, with the tools, prompts and resources of the catalogue and the sessions. */
  public McpResource build(
      WorkflowCatalog catalog,
      WorkflowValidator validator,
      SessionService sessions,
      CallObserver observer,
      RateLimits limits) {
    return new McpResource(dispatcher(catalog, validator, sessions, observer, limits));
  }

  McpDispatcher dispatcher(
      WorkflowCatalog catalog,
      WorkflowValidator validator,
      SessionService sessions,
      CallObserver observer,
      RateLimits limits) {
    McpContent offered =
        content.apply(
            new McpContent(
                tools(catalog, validator, sessions),
                new WorkflowPrompts(catalog),
                new WorkflowResources(catalog)));
    McpOperations operations =
        new McpOperations(
            new ToolRegistry(
                offered.tools(), new LoopHints(limits.loopGuard(), LoopHints.STATELESS_TOOLS)),
            offered.prompts(),
            offered.resources());
    return new McpDispatcher(
        operations, acceptLegacyHeaderWithModernBody, observer, limits.subjects());
  }

  /** In the order in which a model should think of them. */
  private List<Tool> tools(
      WorkflowCatalog catalog, WorkflowValidator validator, SessionService sessions) {
    List<Tool> tools = new ArrayList<>();
    tools.add(new WorkflowListTool(catalog));
    tools.add(new WorkflowGetTool(catalog));
    tools.add(new WorkflowStartTool(sessions));
    tools.add(new WorkflowContinueTool(sessions));
    tools.add(new WorkflowCheckpointTool(sessions));
    tools.add(new WorkflowResumeTool(sessions));
    tools.add(new WorkflowAbandonTool(sessions));
    if (statelessTools.areOffered()) {
      tools.add(new WorkflowNextTool(catalog, statelessTools));
    }
    tools.add(new WorkflowValidateTool(catalog));
    tools.add(new WorkflowValidateJsonTool(validator));
    return tools;
  }
}
