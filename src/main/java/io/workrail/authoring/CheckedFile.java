package io.workrail.authoring;

import com.fasterxml.jackson.core.JsonPointer;
import io.workrail.json.TextPosition;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.validation.Finding;
import io.workrail.workflow.validation.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file and what is wrong with it.
 *
 * @param path as the user would name it
 * @param valid whether it would be served
 * @param document present when the text by itself is a valid document
 * @param idPosition where its id stands
 */
record CheckedFile(
    String path,
    boolean valid,
    List<Finding> findings,
    Optional<WorkflowDocument> document,
    TextPosition idPosition) {

  CheckedFile {
    findings = List.copyOf(findings);
  }

  /** A file that cannot be judged by its content. */
  static CheckedFile unusable(String path, String message, String fix) {
    return new CheckedFile(
        path,
        false,
        List.of(new Finding(Severity.ERROR, JsonPointer.empty(), TextPosition.START, message, fix)),
        Optional.empty(),
        TextPosition.START);
  }

  /** This file with one more error. */
  CheckedFile with(Finding error) {
    return new CheckedFile(
        path,
        false,
        Stream.concat(Stream.of(error), findings.stream()).toList(),
        document,
        idPosition);
  }

  /** The same findings, warnings refused too. */
  CheckedFile strict() {
    return new CheckedFile(path, findings.isEmpty(), findings, document, idPosition);
  }

  int count(Severity severity) {
    return (int) findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
