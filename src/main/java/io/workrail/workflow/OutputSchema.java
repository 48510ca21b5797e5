package io.workrail.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import io.workrail.workflow.regex.EcmaPattern;
import io.workrail.workflow.regex.InvalidPatternException;
import io.workrail.workflow.regex.MatchBudget;
import java.util.List;

/**
 * A JSON Schema inside a workflow document. Draft-07 unless {@code $schema} says otherwise; {@code
 * format} and unknown keywords are annotations; a {@code $ref} never leaves the document. Immutable
 * and thread-safe.
 */
public final class OutputSchema {
  /** The schemas of the schemas, from the library's own files. */
  private static final SchemaRegistry META_SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private static final SchemaRegistry DOCUMENT_SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_7,
          registry ->
              registry
                  .schemaCacheEnabled(false)
                  .schemaLoader(loader -> loader.block(iri -> true))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .formatAssertionsEnabled(false)
                          .pathType(PathType.JSON_POINTER)
                          .regularExpressionFactory(OutputSchema::boundedPattern)
                          .build()));

  /**
   * The budget of the evaluation that runs on this thread: the library hands a pattern nothing but
   * the text to match.
   */
  private static final ThreadLocal<MatchBudget> BUDGET =
      ThreadLocal.withInitial(MatchBudget::ofDefault);

  private final Schema schema;

  private OutputSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema.
   *
   * @throws InvalidOutputSchemaException when it does not satisfy its meta-schema, has a pattern
   *     that does not compile or a reference that leaves it
   */
  public static OutputSchema compile(JsonNode schema) throws InvalidOutputSchemaException {
    try {
      List<Error> errors =
          META_SCHEMAS.getSchema(SchemaLocation.of(dialectOf(schema))).validate(schema);
      if (!errors.isEmpty()) {
        throw new InvalidOutputSchemaException(describe(errors.get(0)));
      }
      checkReferences(schema, schema);
      return new OutputSchema(DOCUMENT_SCHEMAS.getSchema(schema));
    } catch (SchemaException e) {
      throw new InvalidOutputSchemaException(
          "the schema has a reference or an identifier that cannot be resolved inside it");
    } catch (UnusablePatternException e) {
      throw new InvalidOutputSchemaException(e.reason);
    } catch (StackOverflowError e) {
      throw new InvalidOutputSchemaException("the schema is nested too deeply");
    }
  }

  /**
   * What keeps the value from satisfying the schema; empty when nothing does.
   *
   * @param budget bounds the work of all patterns in the schema together
   * @throws InvalidOutputSchemaException when the schema refers to itself without end
   */
  public List<String> violations(JsonNode value, MatchBudget budget)
      throws InvalidOutputSchemaException {
    BUDGET.set(budget);
    try {
      return schema.validate(value).stream().map(OutputSchema::describe).toList();
    } catch (SchemaException e) {
      throw new InvalidOutputSchemaException("the schema has a reference that leads nowhere");
    } catch (StackOverflowError e) {
      throw new InvalidOutputSchemaException("the schema refers to itself without end");
    } finally {
      BUDGET.remove();
    }
  }

  /** The library resolves references when it first needs them; an author wants to know now. */
  private static void checkReferences(JsonNode root, JsonNode part)
      throws InvalidOutputSchemaException {
    JsonNode reference = part.path("$ref");
    if (reference.isTextual()) {
      String target = reference.asText();
      boolean dangling = target.startsWith("#/") && root.at(target.substring(1)).isMissingNode();
      if (!target.startsWith("#") || dangling) {
        throw new InvalidOutputSchemaException(
            "the reference \"%s\" cannot be resolved inside the schema".formatted(target));
      }
    }
    for (JsonNode inner : part) {
      checkReferences(root, inner);
    }
  }

  private static String dialectOf(JsonNode schema) throws InvalidOutputSchemaException {
    String named = schema.path("$schema").asText(SpecificationVersion.DRAFT_7.getDialectId());
    return SpecificationVersion.fromDialectId(named)
        .map(SpecificationVersion::getDialectId)
        .orElseThrow(
            () ->
                new InvalidOutputSchemaException(
                    "$schema names no draft that is known; leave it out for draft-07"));
  }

  private static String describe(Error error) {
    String where = error.getInstanceLocation().toString();
    return (where.isEmpty() ? "the value" : where) + " " + error.getMessage();
  }

  private static RegularExpression boundedPattern(String source) {
    try {
      EcmaPattern pattern = EcmaPattern.compile(source, "");
      return text -> pattern.find(text, BUDGET.get());
    } catch (InvalidPatternException e) {
      throw new UnusablePatternException(e);
    }
  }

  private static final class UnusablePatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnusablePatternException(InvalidPatternException cause) {
      super(cause);
      this.reason = cause.getMessage();
    }
  }
}
