package io.workrail.publishing.http;

import io.dropwizard.core.setup.Environment;
import io.workrail.audit.AuditLog;
import io.workrail.publishing.WorkflowPublishing;
import io.workrail.workflow.catalog.OpenCatalog;
import io.workrail.workflow.catalog.WorkflowCatalog;

/** Opens the HTTP API of a server's documents. */
public final class PublishingApi {
  private PublishingApi() {}

  /**
   * Registers it.
   *
   * @return the catalogue that is published into
   */
  public static WorkflowCatalog install(OpenCatalog open, AuditLog audit, Environment environment) {
    WorkflowPublishing publishing = new WorkflowPublishing(open, audit);
    environment.jersey().register(new WorkflowsResource(open.catalog(), publishing));
    environment.jersey().register(new PublishingExceptionMapper());
    return open.catalog();
  }
}
