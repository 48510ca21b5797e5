package io.workrail.engine;

/** The context is over the limit; nothing was cut. */
public final class ContextTooLargeException extends EngineException {
  private static final long serialVersionUID = 1L;

  private final long size;

  ContextTooLargeException(long size) {
    super(
        "The context is too large: its estimated size is %d bytes, the limit is %d (exclusive)."
            .formatted(size, Context.MAX_SIZE));
    this.size = size;
  }

  /** The estimated size in bytes. */
  public long size() {
    return size;
  }
}
