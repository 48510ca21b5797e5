package io.workrail.audit;

/** The audit log cannot be written; what must be noted there has to wait. */
public final class AuditUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AuditUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  AuditUnavailableException(String message) {
    super(message);
  }
}
