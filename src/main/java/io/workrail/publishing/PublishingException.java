package io.workrail.publishing;

import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.Origin;
import io.workrail.workflow.catalog.WorkflowStoreException;
import io.workrail.workflow.validation.Finding;
import io.workrail.workflow.validation.WorkflowValidator;
import java.util.List;
import java.util.Optional;

/** Why a document was not published or removed. The message is for whoever asked. */
public final class PublishingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for programs. */
  public enum Code {
    /** The request itself is not understood. */
    INVALID_REQUEST,
    /** The text is no JSON. */
    MALFORMED_DOCUMENT,
    /** The checks refuse the document. */
    INVALID_DOCUMENT,
    /** The document is larger than any may be. */
    TOO_LARGE,
    /** The document has another id than the place it is published to. */
    ID_MISMATCH,
    /** There is a version, and the caller did not say that it is known. */
    PRECONDITION_REQUIRED,
    /** The version is another one than the caller said. */
    PRECONDITION_FAILED,
    /** There is no such workflow. */
    UNKNOWN_WORKFLOW,
    /** It was not published, so it cannot be withdrawn. */
    NOT_REMOVABLE,
    /**
     * Somebody has to tidy up the store by hand, or others change the same document all the time.
     */
    CONFLICT,
    /** The store or the audit log does not do its work. */
    UNAVAILABLE
  }

  private final Code code;
  private final String message;
  private final transient Optional<ContentHash> current;
  private final transient List<Finding> findings;

  private PublishingException(
      Code code, String message, Optional<ContentHash> current, List<Finding> findings) {
    super(message);
    this.code = code;
    this.message = message;
    this.current = current;
    this.findings = List.copyOf(findings);
  }

  private PublishingException(Code code, String message) {
    this(code, message, Optional.empty(), List.of());
  }

  /** For a request that is not understood; the sentence says how to mend it. */
  public static PublishingException invalidRequest(String sentence) {
    return new PublishingException(Code.INVALID_REQUEST, sentence);
  }

  /** For a document over the limit. */
  public static PublishingException tooLarge() {
    return new PublishingException(
        Code.TOO_LARGE,
        "The document is larger than %d bytes; split the workflow or shorten its prompts."
            .formatted(WorkflowValidator.MAX_BYTES));
  }

  static PublishingException refused(Code code, List<Finding> findings) {
    String more = findings.size() == 1 ? "" : " (and %d more)".formatted(findings.size() - 1);
    return new PublishingException(
        code,
        "The document was not published: %s%s".formatted(findings.get(0), more),
        Optional.empty(),
        findings);
  }

  static PublishingException idMismatch(WorkflowId wanted, WorkflowId found) {
    return new PublishingException(
        Code.ID_MISMATCH,
        "The id inside the document is \"%s\", not \"%s\"; publish it under its own id, or change it."
            .formatted(found, wanted));
  }

  static PublishingException preconditionRequired(WorkflowId id, ContentHash current) {
    return new PublishingException(
        Code.PRECONDITION_REQUIRED,
        ("The workflow \"%s\" exists. Say which version you have seen, so that you overwrite no"
                + " other: the hash of the current one is %s.")
            .formatted(id, current),
        Optional.of(current),
        List.of());
  }

  static PublishingException exists(WorkflowId id, ContentHash current) {
    return new PublishingException(
        Code.PRECONDITION_FAILED,
        "The workflow \"%s\" exists already, with the hash %s; it was only to be created."
            .formatted(id, current),
        Optional.of(current),
        List.of());
  }

  static PublishingException changedMeanwhile(WorkflowId id, ContentHash current) {
    return new PublishingException(
        Code.PRECONDITION_FAILED,
        ("The workflow \"%s\" is not the version that you named: its hash is now %s. Look at that"
                + " version, carry your change over, and repeat with its hash.")
            .formatted(id, current),
        Optional.of(current),
        List.of());
  }

  static PublishingException nothingToReplace(WorkflowId id) {
    return new PublishingException(
        Code.PRECONDITION_FAILED,
        "There is no workflow \"%s\" any more, or not yet; publish it without naming a version."
            .formatted(id));
  }

  static PublishingException unknown(String id, Optional<String> nearest) {
    return new PublishingException(
        Code.UNKNOWN_WORKFLOW,
        "No workflow has the id \"%s\".%s"
            .formatted(id, nearest.map(" Did you mean \"%s\"?"::formatted).orElse("")));
  }

  static PublishingException notRemovable(WorkflowId id, Origin origin) {
    return new PublishingException(
        Code.NOT_REMOVABLE,
        switch (origin) {
          case RELEASE ->
              ("The workflow \"%s\" came with the release and cannot be removed; publish a document"
                      + " with the same id to replace it.")
                  .formatted(id);
          case FOLDER, STORAGE ->
              "The workflow \"%s\" is in a folder that is not published to; remove its file there."
                  .formatted(id);
        });
  }

  static PublishingException contended(WorkflowId id) {
    return new PublishingException(
        Code.CONFLICT,
        "Others change the workflow \"%s\" all the time; look at it and try again.".formatted(id));
  }

  static PublishingException notNoted() {
    return new PublishingException(
        Code.UNAVAILABLE,
        "Nothing was changed, because the audit log cannot be written; tell the operators.");
  }

  static PublishingException of(WorkflowStoreException failure) {
    return new PublishingException(
        switch (failure.reason()) {
          case UNAVAILABLE -> Code.UNAVAILABLE;
          case AMBIGUOUS -> Code.CONFLICT;
        },
        failure.getMessage());
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** What is wrong. */
  public Code code() {
    return code;
  }

  /** The version that is served, where it matters. */
  public Optional<ContentHash> current() {
    return current;
  }

  /** What the checks found. */
  public List<Finding> findings() {
    return findings;
  }
}
