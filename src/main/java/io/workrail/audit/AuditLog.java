package io.workrail.audit;

/** Takes note of events. Thread-safe. */
public interface AuditLog {
  /**
   * Notes an event soon; the caller does not wait for the disk. When the log cannot take it, it is
   * counted, and the count is written as soon as writing is possible again.
   */
  void record(AuditEvent event);

  /**
   * Notes a refusal. A server notes the first refusals of a source one by one and counts the rest,
   * so that nobody who is refused again and again fills the disk.
   *
   * @param reason a word of a small set
   */
  default void recordRefusal(RefusedSource source, String reason, AuditEvent event) {
    record(event.with("reason", reason));
  }

  /**
   * Notes an event and returns when it is on the disk, for what must not happen unnoticed.
   *
   * @throws AuditUnavailableException when it could not be written, or not within some seconds
   */
  void recordDurably(AuditEvent event);
}
