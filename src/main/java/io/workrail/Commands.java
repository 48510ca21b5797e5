package io.workrail;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.audit.AuditCommand;
import io.workrail.auth.TokenCommand;
import io.workrail.authoring.ValidateWorkflowsCommand;
import io.workrail.authoring.WalkCommand;
import io.workrail.backup.command.BackupCommand;
import io.workrail.connect.ConnectCommand;
import io.workrail.doctor.DoctorCommand;
import io.workrail.publishing.command.WorkflowsCommand;
import io.workrail.session.command.SessionChainCheck;
import io.workrail.session.command.SessionsCommand;
import java.time.Clock;
import java.util.List;

/** What the program does besides serving. */
final class Commands {
  private Commands() {}

  /** Adds them, in the order of the help. */
  static void addTo(Bootstrap<WorkRailConfiguration> bootstrap, Clock clock) {
    bootstrap.addCommand(new ValidateWorkflowsCommand(ConfigurationReader::readWorkflows));
    bootstrap.addCommand(new WalkCommand());
    bootstrap.addCommand(new WorkflowsCommand(ConfigurationReader::readPublishing, clock));
    bootstrap.addCommand(new ConnectCommand(System.in, System.getenv()));
    bootstrap.addCommand(new SessionsCommand(ConfigurationReader::readSessions, clock));
    bootstrap.addCommand(
        new AuditCommand(
            ConfigurationReader::readDataDirectory,
            List.of(new SessionChainCheck(ConfigurationReader::readSessions, clock))));
    bootstrap.addCommand(new BackupCommand(ConfigurationReader::readBackup, clock));
    bootstrap.addCommand(new DoctorCommand(new Examinations(clock)));
    bootstrap.addCommand(new TokenCommand(ConfigurationReader.tokenSources(), clock));
  }
}
