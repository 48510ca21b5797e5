package io.workrail.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Documents that clients read. */
public interface ResourceProvider {
  /** The definitions, sorted by URI. */
  List<ObjectNode> list();

  /** The definitions of addresses with a variable. */
  List<ObjectNode> templates();

  /** The entry of {@code contents} for a URI. */
  Optional<ObjectNode> read(String uri);

  /**
   * Values for a variable of a template that begin with a text; nothing when the template is not
   * known.
   */
  Optional<List<String>> complete(String template, String variable, String prefix);
}
