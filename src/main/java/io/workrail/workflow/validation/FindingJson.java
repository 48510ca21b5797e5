package io.workrail.workflow.validation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Findings for programs: the same form in replies of tools, of the HTTP API and of commands. */
public final class FindingJson {
  private FindingJson() {}

  /** All of them, in their order. */
  public static ArrayNode of(List<Finding> findings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    findings.forEach(finding -> array.add(of(finding)));
    return array;
  }

  /** One. */
  public static ObjectNode of(Finding finding) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("severity", finding.severity().label())
        .put("pointer", finding.pointer().toString())
        .put("line", finding.position().line())
        .put("column", finding.position().column())
        .put("message", finding.message())
        .put("fix", finding.fix());
  }
}
