package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import io.workrail.json.TextPosition;

/**
 * Something that is wrong with a document.
 *
 * @param pointer the value that is wrong; the nearest one that exists when it is missing
 * @param position where that value begins in the text
 * @param message what is wrong
 * @param fix how to mend it
 */
public record Finding(
    Severity severity, JsonPointer pointer, TextPosition position, String message, String fix) {

  /** One line as compilers write it, so that editors jump to it. */
  public String in(String file) {
    String mend = fix.isEmpty() ? "" : " " + fix;
    String where = pointer.toString().isEmpty() ? "" : " (" + pointer + ")";
    return "%s:%d:%d: %s: %s.%s%s"
        .formatted(
            file, position.line(), position.column(), severity.label(), message, mend, where);
  }

  /** One line for a person. */
  @Override
  public String toString() {
    String where = pointer.toString().isEmpty() ? "the document" : pointer.toString();
    return "%d:%d %s %s: %s. %s"
        .formatted(position.line(), position.column(), severity.label(), where, message, fix);
  }
}
