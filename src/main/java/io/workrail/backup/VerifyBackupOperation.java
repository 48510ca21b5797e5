package io.workrail.backup;

import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminParameter;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;
import java.util.List;

/** {@code verify-backup}: reads an archive and names what is wrong with it. */
final class VerifyBackupOperation implements AdminOperation {
  private static final AdminParameter ARCHIVE =
      AdminParameter.required("archive", "the name of an archive, as list-backups gives it");
  private static final AdminParameter DEEP =
      AdminParameter.optional("deep", "true to build a database of it, too, or false");

  private final Backups backups;

  VerifyBackupOperation(Backups backups) {
    this.backups = backups;
  }

  @Override
  public String name() {
    return "verify-backup";
  }

  @Override
  public List<AdminParameter> parameters() {
    return List.of(ARCHIVE, DEEP);
  }

  @Override
  public AdminReply run(AdminRequest request) {
    String name = request.require(ARCHIVE);
    boolean isDeep =
        switch (request.find(DEEP).orElse("false")) {
          case "true" -> true;
          case "false" -> false;
          default -> throw DEEP.invalid();
        };
    return OperationFailures.told(
        () -> new AdminReply.Document(isDeep ? backups.verifyDeeply(name) : backups.verify(name)));
  }
}
