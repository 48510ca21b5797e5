package io.workrail.backup;

import com.codahale.metrics.health.HealthCheck;
import io.workrail.health.CheckStatus;

/** Warns when backups are missing, old or fail; the server itself works all the same. */
final class BackupHealthCheck extends HealthCheck {
  private final BackupState state;

  BackupHealthCheck(BackupState state) {
    this.state = state;
  }

  @Override
  protected Result check() {
    BackupState.Verdict verdict = state.verdict();
    return verdict.isWell()
        ? Result.healthy("%s", verdict)
        : CheckStatus.warning(verdict.toString());
  }
}
