package io.workrail.storage;

/** Whose SQL is spoken. */
public enum Dialect {
  /** A file, written by one server. */
  SQLITE,
  /** A server that several servers share. */
  POSTGRESQL
}
