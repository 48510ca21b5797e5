package io.workrail.session;

import java.util.Optional;

/** Whether, and with which answer, a client can ask the person who uses it. */
public sealed interface Asking {
  /** The client cannot. */
  record Impossible() implements Asking {}

  /**
   * The client can.
   *
   * @param answer what it brought back; nothing at the first call
   */
  record Possible(Optional<PersonsAnswer> answer) implements Asking {}
}
