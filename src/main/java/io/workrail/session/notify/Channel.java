package io.workrail.session.notify;

import java.io.IOException;

/** A way to tell somebody. Thread-safe. */
interface Channel {
  /**
   * Delivers a message, within a bounded time.
   *
   * @param json UTF-8
   * @throws IOException when it was not taken; the message, for operators, holds no secret
   */
  void deliver(Notice notice, byte[] json) throws IOException, InterruptedException;

  /** The name in logs. */
  String name();
}
