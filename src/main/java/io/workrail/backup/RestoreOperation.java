package io.workrail.backup;

import io.workrail.admin.AdminException;
import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminParameter;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;
import io.workrail.backup.restore.RestoreException;
import java.util.List;

/**
 * {@code restore}: puts an archive of the folder in place of the data in use, while the server
 * runs.
 */
final class RestoreOperation implements AdminOperation {
  private static final AdminParameter ARCHIVE =
      AdminParameter.required("archive", "the name of an archive, as list-backups gives it");

  private final Restores restores;

  RestoreOperation(Restores restores) {
    this.restores = restores;
  }

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public List<AdminParameter> parameters() {
    return List.of(ARCHIVE);
  }

  @Override
  public AdminReply run(AdminRequest request) {
    String name = request.require(ARCHIVE);
    return OperationFailures.told(
        () -> {
          try {
            return new AdminReply.Document(restores.restore(name, request.actor()));
          } catch (RestoreException e) {
            throw new AdminException(code(e.code()), e.getMessage());
          }
        });
  }

  private static AdminException.Code code(RestoreException.Code code) {
    return switch (code) {
      case ARCHIVE -> AdminException.Code.INVALID;
      case CONFLICT -> AdminException.Code.CONFLICT;
      case PLACE, FAILED -> AdminException.Code.UNAVAILABLE;
    };
  }
}
