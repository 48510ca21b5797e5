package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.workrail.auth.Role;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;

/**
 * What clients are told of a tool, and who may call it. Immutable.
 *
 * @param definition the entry of {@code tools/list}
 * @param example arguments of a correct call, for error messages
 * @param input the input schema, compiled once
 */
public record ToolSpec(
    String name, ObjectNode definition, JsonNode example, Schema input, Set<Role> roles) {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry
                  .schemaCacheEnabled(false)
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build()));

  public ToolSpec {
    roles = Set.copyOf(roles);
  }

  /** Reads the definition that lies beside this class under the name of the tool. */
  public static ToolSpec load(String name, Set<Role> roles) {
    ObjectNode file = read(name + ".json");
    JsonNode example = file.remove("example");
    // Tools whose results have one shape name the file that holds it.
    JsonNode output = file.path("outputSchema");
    if (output.isTextual()) {
      file.set("outputSchema", read(output.asText()));
    }
    return of(file, example, roles);
  }

  private static ObjectNode read(String file) {
    String resource = "/io/workrail/mcp/tools/" + file;
    try (InputStream in = ToolSpec.class.getResourceAsStream(resource)) {
      return (ObjectNode) StrictJson.parse(Objects.requireNonNull(in, resource).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(resource, e);
    }
  }

  /** A specification made of its parts. */
  public static ToolSpec of(ObjectNode definition, JsonNode example, Set<Role> roles) {
    return new ToolSpec(
        definition.path("name").asText(),
        definition,
        example,
        SCHEMAS.getSchema(definition.path("inputSchema")),
        roles);
  }

  /** The properties of the arguments. */
  JsonNode properties() {
    return definition.path("inputSchema").path("properties");
  }

  /** A correct call, as a model can copy it. */
  String exampleCall() {
    return name + " " + example;
  }
}
