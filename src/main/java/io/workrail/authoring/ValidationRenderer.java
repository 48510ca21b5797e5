package io.workrail.authoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.PlainText;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.validation.FindingJson;
import java.util.List;

/** Writes what the checks found. */
final class ValidationRenderer {
  private ValidationRenderer() {}

  /** A line a finding, as compilers write it, so that editors jump to it; else one line a file. */
  static List<String> lines(CheckedFile file) {
    if (file.findings().isEmpty()) {
      return file.document().map(document -> okLine(file, document.workflow())).stream().toList();
    }
    return file.findings().stream()
        .map(finding -> PlainText.line(finding.in(file.path())))
        .toList();
  }

  static ObjectNode json(List<CheckedFile> files) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode array = root.putArray("files");
    files.forEach(file -> array.add(json(file)));
    root.putPOJO("summary", ValidationSummary.of(files));
    return root;
  }

  static ObjectNode json(CheckedFile file) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("path", file.path()).put("valid", file.valid());
    file.document()
        .ifPresent(
            document ->
                node.put("id", document.id().value())
                    .put("version", document.workflow().version())
                    .put("hash", document.hash().value()));
    node.set("findings", FindingJson.of(file.findings()));
    return node;
  }

  private static String okLine(CheckedFile file, Workflow workflow) {
    return PlainText.line(
        "%s: ok, %s %s, %s"
            .formatted(
                file.path(),
                workflow.id(),
                workflow.version(),
                PlainText.count(workflow.standardSteps().count(), "step")));
  }
}
