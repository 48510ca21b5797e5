package io.workrail.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A piece of a reply on its way to the network, and who waits for that. Thread-safe. */
final class ReplyPart {
  private final boolean last;
  private final ByteBuffer content;
  private final int length;
  private final long reserved;
  private final Callback whenSent;
  private boolean isSent;
  private Scheduler.@Nullable Task deadline;

  private ReplyPart(boolean last, ByteBuffer content, long reserved, Callback whenSent) {
    this.last = last;
    this.content = content;
    this.length = content.remaining();
    this.reserved = reserved;
    this.whenSent = whenSent;
  }

  /** A copy, whose bytes were taken from a budget; nobody waits for it. */
  static ReplyPart copyOf(boolean last, ByteBuffer content) {
    byte[] kept = new byte[content.remaining()];
    content.get(kept);
    return new ReplyPart(last, ByteBuffer.wrap(kept), kept.length, Callback.NOOP);
  }

  /** The bytes of somebody who waits until they are sent. */
  static ReplyPart of(boolean last, ByteBuffer content, Callback whenSent) {
    return new ReplyPart(last, content, 0, whenSent);
  }

  boolean isLast() {
    return last;
  }

  ByteBuffer content() {
    return content;
  }

  int length() {
    return length;
  }

  /** Bytes to give back to the budget. */
  long reserved() {
    return reserved;
  }

  Callback whenSent() {
    return whenSent;
  }

  synchronized boolean isSent() {
    return isSent;
  }

  /** The network has it, or never will. */
  synchronized void sent() {
    isSent = true;
    if (deadline != null) {
      deadline.cancel();
    }
  }

  /** Has a task that is of no use any more when the part is sent. */
  synchronized void watchedBy(Scheduler.Task task) {
    deadline = task;
    if (isSent) {
      task.cancel();
    }
  }
}
