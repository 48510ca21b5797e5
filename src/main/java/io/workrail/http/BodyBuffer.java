package io.workrail.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of one body, as they come, within the budget of all. Used by one thread at a time. */
final class BodyBuffer {
  private static final int INITIAL = 1024;

  private final BodyBudget budget;
  private final long announced;
  private final int limit;
  private byte[] bytes = new byte[0];
  private int length;
  private long reserved;

  /**
   * A buffer without any memory yet.
   *
   * @param announced the length that the client names, or a negative number
   * @param limit the largest body
   */
  BodyBuffer(BodyBudget budget, long announced, int limit) {
    this.budget = budget;
    this.limit = limit;
    this.announced = announced;
  }

  boolean exceedsLimitWith(int more) {
    return announced > limit || (long) length + more > limit;
  }

  /** Makes room; nothing happens when the budget has no more memory now. */
  boolean makeRoomFor(int more) {
    int needed = length + more;
    if (needed > reserved) {
      long wanted = totalFor(needed) - reserved;
      if (!budget.reserve(reserved, wanted)) {
        return false;
      }
      reserved += wanted;
    }
    if (needed > bytes.length) {
      int doubled = Math.max(INITIAL, 2 * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(reserved, Math.max(needed, doubled)));
    }
    return true;
  }

  /** What the whole body will take, so far as one can know. */
  private long totalFor(int needed) {
    if (announced >= 0) {
      return Math.max(announced, needed);
    }
    return needed <= BodyBudget.SMALL ? Math.min(BodyBudget.SMALL, limit) : limit;
  }

  void append(ByteBuffer more) {
    int count = more.remaining();
    more.get(bytes, length, count);
    length += count;
  }

  ByteBuffer content() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** Gives the memory back; the buffer is not used afterwards. */
  void release() {
    budget.release(reserved);
    reserved = 0;
    bytes = new byte[0];
    length = 0;
  }
}
