package io.workrail.storage;

import io.workrail.configuration.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * The database did not do its work. The same call may be repeated: whatever was acknowledged before
 * is safe, and nothing is half-written. The message is a sentence for clients without any detail of
 * the database; the cause is for the log.
 */
public final class StorageUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Reason {
    /** It cannot be reached, opened or trusted. */
    GONE("The database cannot be reached", 5),
    /** There is no space for what should be written. */
    DISK_FULL("The disk of the database is full", 30),
    /** It works, and has too much to do. */
    BUSY("The database is busy", 1);

    private final String sentence;
    private final int retryAfterSeconds;

    Reason(String sentence, int retryAfterSeconds) {
      this.sentence = sentence;
      this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The plain words. */
    public String sentence() {
      return sentence;
    }
  }

  private final Reason reason;

  /** A failure with what the driver said. */
  public StorageUnavailableException(Reason reason, @Nullable Throwable cause) {
    super(cause);
    this.reason = reason;
  }

  @Override
  public String getMessage() {
    return "%s; repeat the same call in %s."
        .formatted(reason.sentence, PlainText.count(reason.retryAfterSeconds, "second"));
  }

  /** What is the matter. */
  public Reason reason() {
    return reason;
  }

  /** When a repetition makes sense. */
  public int retryAfterSeconds() {
    return reason.retryAfterSeconds;
  }
}
