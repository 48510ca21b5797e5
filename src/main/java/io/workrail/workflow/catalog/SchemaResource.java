package io.workrail.workflow.catalog;

import io.workrail.workflow.validation.WorkflowSchema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** {@code GET /schemas/workflow.json}: the schema, for editors. Needs no token. */
@Path("/schemas/workflow.json")
@Produces("application/json")
public final class SchemaResource {
  private final byte[] schema = WorkflowSchema.text();

  /** The JSON Schema of workflow documents. */
  @GET
  public byte[] get() {
    return schema.clone();
  }
}
