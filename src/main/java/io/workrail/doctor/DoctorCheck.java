package io.workrail.doctor;

import java.util.List;

/**
 * Looks at one thing that a server needs, from outside of the server. It changes nothing, works
 * whether a server runs or not, and does not throw for what it finds.
 */
public interface DoctorCheck {
  /** One lower-case word. */
  String name();

  /**
   * Looks.
   *
   * @throws Exception when it could not look at all, which the command tells
   */
  Finding examine() throws Exception;

  /**
   * Looks, and tells each thing that it found apart: one line of the report each, none when there
   * is nothing to tell.
   *
   * @throws Exception when it could not look at all, which the command tells
   */
  default List<Finding> examineAll() throws Exception {
    return List.of(examine());
  }
}
