package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a session says to a call. */
public sealed interface SessionAnswer {
  /** A result; see {@link Replies} for its members. */
  record Reply(ObjectNode json) implements SessionAnswer {}

  /**
   * A person has to decide first, asked through the client.
   *
   * @param message for the person
   * @param requestState comes back with the repeated call
   */
  record Ask(String message, String requestState) implements SessionAnswer {}
}
