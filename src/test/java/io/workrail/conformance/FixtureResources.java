package io.workrail.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.mcp.ResourceProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The resources that the suite expects, among those of the product. */
record FixtureResources(ResourceProvider product) implements ResourceProvider {
  private static final String TEXT = "test://static-text";
  private static final String BINARY = "test://static-binary";
  private static final String TEMPLATE = "test://template/{id}/data";
  private static final Pattern EXPANDED = Pattern.compile("test://template/([^/]+)/data");
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

  @Override
  public List<ObjectNode> list() {
    return merge(
        product.list(),
        "uri",
        define("uri", TEXT, "text/plain"),
        define("uri", BINARY, "image/png"));
  }

  @Override
  public List<ObjectNode> templates() {
    return merge(
        product.templates(), "uriTemplate", define("uriTemplate", TEMPLATE, "application/json"));
  }

  @Override
  public Optional<ObjectNode> read(String uri) {
    Matcher expanded = EXPANDED.matcher(uri);
    if (expanded.matches()) {
      String id = expanded.group(1);
      ObjectNode data = JsonNodeFactory.instance.objectNode().put("id", id);
      data.put("templateTest", true).put("data", "Data for ID: " + id);
      return Optional.of(content(uri, "application/json").put("text", data.toString()));
    }
    return switch (uri) {
      case TEXT ->
          Optional.of(
              content(uri, "text/plain")
                  .put("text", "This is the content of the static text resource."));
      case BINARY -> Optional.of(content(uri, "image/png").put("blob", PIXEL));
      default -> product.read(uri);
    };
  }

  @Override
  public Optional<List<String>> complete(String template, String variable, String prefix) {
    return template.equals(TEMPLATE)
        ? Optional.of(List.of())
        : product.complete(template, variable, prefix);
  }

  private static List<ObjectNode> merge(
      List<ObjectNode> product, String key, ObjectNode... fixtures) {
    return Stream.concat(product.stream(), Stream.of(fixtures))
        .sorted(Comparator.comparing(entry -> entry.path(key).asText()))
        .toList();
  }

  private static ObjectNode define(String key, String uri, String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(key, uri)
        .put("name", uri)
        .put("mimeType", type);
  }

  private static ObjectNode content(String uri, String type) {
    return JsonNodeFactory.instance.objectNode().put("uri", uri).put("mimeType", type);
  }
}
