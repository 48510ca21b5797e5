package io.workrail.backup;

import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;
import java.util.Map;

/** {@code list-backups}: the archives, newest first. */
final class ListBackupsOperation implements AdminOperation {
  private final Backups backups;

  ListBackupsOperation(Backups backups) {
    this.backups = backups;
  }

  @Override
  public String name() {
    return "list-backups";
  }

  @Override
  public AdminReply run(AdminRequest request) {
    return OperationFailures.told(() -> new AdminReply.Document(Map.of("backups", backups.list())));
  }
}
