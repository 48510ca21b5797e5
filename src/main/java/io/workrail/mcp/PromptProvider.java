package io.workrail.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Prompts, which clients show as commands. */
public interface PromptProvider {
  /** The definitions, sorted by name. */
  List<ObjectNode> list();

  /** The definition with this name. */
  Optional<ObjectNode> find(String name);

  /** The result of {@code prompts/get}; the prompt exists and required arguments are there. */
  ObjectNode get(String name, ObjectNode arguments, McpCall call);
}
