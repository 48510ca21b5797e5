package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The JSON Schema of workflow documents. Immutable and thread-safe. */
public final class WorkflowSchema {
  private static final String RESOURCE = "/io/workrail/workflow/workflow.schema.json";

  private final JsonNode json;
  private final Schema schema;
  private final SchemaFindings explanations;

  private WorkflowSchema(JsonNode json) {
    this.json = json;
    this.explanations = new SchemaFindings(json);
    this.schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry ->
                    registry.schemaRegistryConfig(
                        SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build()))
            .getSchema(json);
  }

  /** Loads the schema of this release. */
  public static WorkflowSchema load() {
    try {
      return new WorkflowSchema(StrictJson.parse(text()));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The schema as it is served to editors, in UTF-8. */
  public static byte[] text() {
    try (InputStream in = WorkflowSchema.class.getResourceAsStream(RESOURCE)) {
      return Objects.requireNonNull(in, RESOURCE).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema as a tree. */
  public JsonNode json() {
    return json;
  }

  void check(JsonNode document, Findings findings) {
    NestedLoops nestedLoops = new NestedLoops(document);
    nestedLoops.report(findings);
    for (Error error : schema.validate(document)) {
      JsonPointer pointer = JsonPointer.compile(error.getInstanceLocation().toString());
      if (!nestedLoops.contain(pointer)) {
        explanations.explain(error, pointer, findings);
      }
    }
  }
}
