package io.workrail.backup;

import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;

/** {@code backup}: makes an archive now, as the schedule does. */
final class BackupOperation implements AdminOperation {
  private final Backups backups;
  private final BackupSource source;

  BackupOperation(Backups backups, BackupSource source) {
    this.backups = backups;
    this.source = source;
  }

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public AdminReply run(AdminRequest request) {
    return OperationFailures.told(() -> new AdminReply.Document(backups.create(source).backup()));
  }
}
