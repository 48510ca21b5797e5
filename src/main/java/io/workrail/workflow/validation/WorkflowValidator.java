package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.json.TextPosition;
import io.workrail.workflow.WorkflowDocument;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Checks documents. Stateless and thread-safe. */
public final class WorkflowValidator {
  /** The largest document that is read, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024 * 1024;

  private final WorkflowSchema schema = WorkflowSchema.load();

  /**
   * Reads and checks a document; never throws for what the text says.
   *
   * @param utf8 JSON
   */
  public ValidationReport validate(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      return tooLarge();
    }
    try {
      // A decoder of its own reports what the String constructor would replace silently.
      return validate(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return refused(TextPosition.START, "the text is not UTF-8", "Save it as UTF-8.");
    }
  }

  /** As {@link #validate(byte[])}. */
  public ValidationReport validate(String text) {
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return tooLarge();
    }
    try {
      return validate(text, StrictJson.parse(text));
    } catch (MalformedJsonException e) {
      return refused(
          e.position(), "this is not JSON: " + e.getMessage(), "Correct the text at this place.");
    }
  }

  private ValidationReport validate(String text, JsonNode json) {
    Findings findings = new Findings();
    schema.check(json, findings);
    if (findings.hasErrors()) {
      return new ValidationReport(findings.place(text), Optional.empty());
    }
    WorkflowDocument document = WorkflowDocument.of((ObjectNode) json);
    new StructuralChecks(document, findings).run();
    return new ValidationReport(
        findings.place(text), findings.hasErrors() ? Optional.empty() : Optional.of(document));
  }

  private static ValidationReport tooLarge() {
    return refused(
        TextPosition.START,
        "the document is larger than " + MAX_BYTES + " bytes",
        "Split the workflow or shorten its prompts.");
  }

  private static ValidationReport refused(TextPosition position, String message, String fix) {
    return new ValidationReport(
        List.of(new Finding(Severity.ERROR, JsonPointer.empty(), position, message, fix)),
        Optional.empty());
  }
}
