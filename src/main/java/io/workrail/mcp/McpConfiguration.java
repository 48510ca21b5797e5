package io.workrail.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.validation.MinDataSize;
import io.workrail.mcp.tool.Tool;
import io.workrail.mcp.tool.ToolRegistry;
import io.workrail.mcp.tool.WorkflowGetTool;
import io.workrail.mcp.tool.WorkflowListTool;
import io.workrail.mcp.tool.WorkflowNextTool;
import io.workrail.mcp.tool.WorkflowValidateJsonTool;
import io.workrail.mcp.tool.WorkflowValidateTool;
import io.workrail.telemetry.CallObserver;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.function.UnaryOperator;

/** The key {@code mcp} of the configuration. */
public final class McpConfiguration {
  @NotNull
  @MinDataSize(1024)
  @JsonProperty
  private DataSize maxInputSize = DataSize.mebibytes(1);

  @JsonProperty private boolean acceptLegacyHeaderWithModernBody;

  private UnaryOperator<McpContent> content = UnaryOperator.identity();

  /** Lets a test server offer more than the product does; the product never calls it. */
  public void extendContent(UnaryOperator<McpContent> extension) {
    content = extension;
  }

  /** The endpoint, with the tools, prompts and resources of the catalogue. */
  public McpResource build(
      WorkflowCatalog catalog, WorkflowValidator validator, CallObserver observer) {
    McpContent offered =
        content.apply(
            new McpContent(
                tools(catalog, validator),
                new WorkflowPrompts(catalog),
                new WorkflowResources(catalog)));
    McpOperations operations =
        new McpOperations(
            new ToolRegistry(offered.tools()), offered.prompts(), offered.resources());
    int maxBytes = Math.toIntExact(Math.min(maxInputSize.toBytes(), Integer.MAX_VALUE - 8));
    return new McpResource(
        new McpDispatcher(operations, acceptLegacyHeaderWithModernBody, observer), maxBytes);
  }

  private static List<Tool> tools(WorkflowCatalog catalog, WorkflowValidator validator) {
    return List.of(
        new WorkflowListTool(catalog),
        new WorkflowGetTool(catalog),
        new WorkflowNextTool(catalog),
        new WorkflowValidateTool(catalog),
        new WorkflowValidateJsonTool(validator));
  }
}
