package io.workrail.backup;

import io.workrail.admin.AdminException;
import java.util.function.Supplier;

/** Tells operators over HTTP what the backups refuse. */
final class OperationFailures {
  private OperationFailures() {}

  static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (BackupException e) {
      throw new AdminException(code(e.code()), e.getMessage());
    }
  }

  private static AdminException.Code code(BackupException.Code code) {
    return switch (code) {
      case BUSY -> AdminException.Code.CONFLICT;
      case NOT_FOUND -> AdminException.Code.NOT_FOUND;
      case FAILED, ABANDONED -> AdminException.Code.UNAVAILABLE;
    };
  }
}
