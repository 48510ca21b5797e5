package io.workrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.workrail.audit.AuditLog;
import io.workrail.auth.AuthConfiguration;
import io.workrail.auth.TokenCommand;
import io.workrail.backup.BackupAccess;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationFile;
import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.InvalidConfigurationException;
import io.workrail.configuration.LoadedConfiguration;
import io.workrail.configuration.RedactedConfiguration;
import io.workrail.configuration.SecretSource;
import io.workrail.configuration.WholeConfigurationFactory;
import io.workrail.publishing.PublishingAccess;
import io.workrail.session.SessionAccess;
import io.workrail.storage.Database;
import io.workrail.workflow.catalog.CatalogConfiguration;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import net.sourceforge.argparse4j.inf.Namespace;

/** Reads the configuration for commands. */
final class ConfigurationReader {
  /** One for the process: the secrets of a pipe cannot be read twice. */
  static final SecretSource SECRETS = new SecretSource(System.getenv());

  private ConfigurationReader() {}

  /** What the command for tokens works with. */
  static TokenCommand.Sources tokenSources() {
    return new TokenCommand.Sources(
        ConfigurationReader::readSecurity,
        ConfigurationReader::openAudit,
        ConfigurationReader::openDatabase);
  }

  /**
   * The settings of credentials, with the secret that a development server has made.
   *
   * @throws CommandFailedException when there is no configuration or it is wrong
   */
  static AuthConfiguration readSecurity(Bootstrap<?> bootstrap, Namespace arguments) {
    WorkRailConfiguration configuration = read(bootstrap, arguments);
    try {
      if (configuration.mode() == Mode.DEVELOPMENT) {
        configuration.security().useKeptSecret(configuration.dataDirectory());
      }
      return configuration.security();
    } catch (IOException e) {
      throw new CommandFailedException(
          "the secret below " + configuration.dataDirectory() + " cannot be read; check its owner");
    }
  }

  /**
   * Where the server keeps what it must not lose.
   *
   * @throws CommandFailedException when there is no configuration or it is wrong
   */
  static Path readDataDirectory(Bootstrap<?> bootstrap, Namespace arguments) {
    return read(bootstrap, arguments).dataDirectory();
  }

  /**
   * The audit log, for a command.
   *
   * @throws CommandFailedException when it cannot be written
   */
  static AuditLog openAudit(Bootstrap<?> bootstrap, Namespace arguments) {
    WorkRailConfiguration configuration = read(bootstrap, arguments);
    return configuration.audit().forCommand(configuration.dataDirectory(), Clock.systemUTC());
  }

  /**
   * The database, which the command closes.
   *
   * @throws CommandFailedException when it cannot be used
   */
  static Database openDatabase(Bootstrap<?> bootstrap, Namespace arguments) {
    WorkRailConfiguration configuration = read(bootstrap, arguments);
    return configuration.database().open(configuration.dataDirectory(), Clock.systemUTC());
  }

  /**
   * What is needed to work on the sessions of a server.
   *
   * @throws CommandFailedException when there is no configuration or it is wrong
   */
  static SessionAccess readSessions(Bootstrap<?> bootstrap, Namespace arguments) {
    WorkRailConfiguration configuration = read(bootstrap, arguments);
    return new SessionAccess(
        configuration.sessions(),
        configuration.database(),
        configuration.audit(),
        configuration.dataDirectory());
  }

  /**
   * What is needed to make and read backups.
   *
   * @throws CommandFailedException when there is no configuration or it is wrong
   */
  static BackupAccess readBackup(Bootstrap<?> bootstrap, Namespace arguments) {
    WorkRailConfiguration configuration = read(bootstrap, arguments);
    JsonNode settings = RedactedConfiguration.of(bootstrap.getObjectMapper(), configuration);
    return new BackupAccess(
        configuration.backup(),
        configuration.database(),
        configuration.dataDirectory(),
        database -> configuration.saved(database, settings),
        clock ->
            configuration.restoreSite(
                configuration.audit().forCommand(configuration.dataDirectory(), clock), clock));
  }

  /**
   * Where workflows are.
   *
   * @throws CommandFailedException when there is no configuration or it is wrong
   */
  static CatalogConfiguration readWorkflows(Bootstrap<?> bootstrap, Namespace arguments) {
    return read(bootstrap, arguments).workflows();
  }

  /**
   * What is needed to publish workflows.
   *
   * @throws CommandFailedException when there is no configuration or it is wrong
   */
  static PublishingAccess readPublishing(Bootstrap<?> bootstrap, Namespace arguments) {
    WorkRailConfiguration configuration = read(bootstrap, arguments);
    return new PublishingAccess(
        configuration.workflows(),
        configuration.database(),
        configuration.audit(),
        configuration.dataDirectory());
  }

  /**
   * Everything.
   *
   * @throws CommandFailedException when there is no configuration or it is wrong
   */
  static WorkRailConfiguration read(Bootstrap<?> bootstrap, Namespace arguments) {
    try {
      return load(bootstrap, arguments, configuration -> List.of()).require();
    } catch (InvalidConfigurationException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()).strip());
    }
  }

  /**
   * As {@link #read}, with all that is wrong, and with what a server's start would refuse.
   *
   * @throws CommandFailedException when there is no configuration
   */
  static LoadedConfiguration<WorkRailConfiguration> examine(
      Bootstrap<?> bootstrap, Namespace arguments) {
    return load(bootstrap, arguments, StartConditions::check);
  }

  /** What reads the configuration of a server that is to start. */
  static ConfigurationFactory<WorkRailConfiguration> ofServer(
      Validator validator, ObjectMapper mapper) {
    return factory(validator, mapper, StartConditions::check);
  }

  private static LoadedConfiguration<WorkRailConfiguration> load(
      Bootstrap<?> bootstrap,
      Namespace arguments,
      Function<WorkRailConfiguration, List<ConfigurationProblem>> further) {
    String file =
        ConfigurationFile.locate(arguments.getString("config"), System.getenv())
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "there is no configuration file; name one with --config FILE"));
    return factory(
            bootstrap.getValidatorFactory().getValidator(), bootstrap.getObjectMapper(), further)
        .load(bootstrap.getConfigurationSourceProvider(), file);
  }

  private static WholeConfigurationFactory<WorkRailConfiguration> factory(
      Validator validator,
      ObjectMapper mapper,
      Function<WorkRailConfiguration, List<ConfigurationProblem>> further) {
    return new WholeConfigurationFactory<>(
        WorkRailConfiguration.class,
        validator,
        mapper,
        new WholeConfigurationFactory.Variables(System.getenv(), SECRETS),
        new GuideKeys(),
        further);
  }
}
