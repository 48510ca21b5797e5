package io.workrail.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.validation.MinDataSize;
import io.workrail.mcp.tool.ToolRegistry;
import io.workrail.mcp.tool.WorkflowGetTool;
import io.workrail.mcp.tool.WorkflowListTool;
import io.workrail.mcp.tool.WorkflowNextTool;
import io.workrail.mcp.tool.WorkflowValidateJsonTool;
import io.workrail.mcp.tool.WorkflowValidateTool;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The key {@code mcp} of the configuration. */
public final class McpConfiguration {
  @NotNull
  @MinDataSize(1024)
  @JsonProperty
  private DataSize maxInputSize = DataSize.mebibytes(1);

  @JsonProperty private boolean acceptLegacyHeaderWithModernBody;

  /** The endpoint, with the tools, prompts and resources of the catalogue. */
  public McpResource build(WorkflowCatalog catalog, WorkflowValidator validator) {
    ToolRegistry tools =
        new ToolRegistry(
            List.of(
                new WorkflowListTool(catalog),
                new WorkflowGetTool(catalog),
                new WorkflowNextTool(catalog),
                new WorkflowValidateTool(catalog),
                new WorkflowValidateJsonTool(validator)));
    McpOperations operations =
        new McpOperations(tools, new WorkflowPrompts(catalog), new WorkflowResources(catalog));
    int maxBytes = Math.toIntExact(Math.min(maxInputSize.toBytes(), Integer.MAX_VALUE - 8));
    return new McpResource(
        new McpDispatcher(operations, acceptLegacyHeaderWithModernBody), maxBytes);
  }
}
