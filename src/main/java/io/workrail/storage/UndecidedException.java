package io.workrail.storage;

/**
 * PostgreSQL went away in the moment of a commit, and did not come back to say whether it took it.
 * The files that belong to it are in place; the next start asks again, and keeps them or puts the
 * old ones back.
 */
public final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecidedException(Throwable cause) {
    super(
        "PostgreSQL went away while it took the restored data, and it is not known whether it did;"
            + " bring it back and restart this server, which then has all of the old data or all of"
            + " the new",
        cause);
  }
}
