package io.workrail.admin;

/** What an operation answers. */
public sealed interface AdminReply {
  /**
   * A JSON document.
   *
   * @param value a tree, a map or a record
   */
  record Document(Object value) implements AdminReply {}

  /** Plain text, for a person or a file. */
  record Text(String value) implements AdminReply {}
}
