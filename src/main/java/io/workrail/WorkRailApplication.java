package io.workrail;

import ch.qos.logback.classic.Level;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.workrail.admin.AdminOperations;
import io.workrail.audit.AuditLog;
import io.workrail.configuration.BareNumbers;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationFile;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.RedactedConfiguration;
import io.workrail.configuration.SecretSource;
import io.workrail.health.Health;
import io.workrail.http.HttpEdge;
import io.workrail.mcp.ServerInfo;
import io.workrail.process.ServiceNotification;
import io.workrail.publishing.http.PublishingApi;
import io.workrail.ratelimit.RateLimits;
import io.workrail.session.SessionService;
import io.workrail.startpage.StartPage;
import io.workrail.storage.Database;
import io.workrail.telemetry.Telemetry;
import io.workrail.telemetry.metric.RefusalMetrics;
import io.workrail.telemetry.metric.SessionMetrics;
import io.workrail.workflow.catalog.OpenCatalog;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.time.Clock;
import net.sourceforge.argparse4j.inf.ArgumentParserException;

/** The table of contents: which features there are and how they are put together. */
public class WorkRailApplication extends Application<WorkRailConfiguration> {
  private final Clock clock = Clock.systemUTC();
  private final SecretSource secrets = ConfigurationReader.SECRETS;

  /** Starts a command; see {@code --help}. */
  public static void main(String[] arguments) throws Exception {
    new WorkRailApplication().run(ConfigurationFile.complete(arguments, System.getenv()));
  }

  @Override
  public String getName() {
    return "workrail";
  }

  @Override
  public void initialize(Bootstrap<WorkRailConfiguration> bootstrap) {
    bootstrap.getObjectMapper().registerModules(BareNumbers.module(), secrets.module());
    bootstrap.setConfigurationFactoryFactory(
        (type, validator, mapper, prefix) -> ConfigurationReader.ofServer(validator, mapper));
    Commands.addTo(bootstrap, clock);
  }

  @Override
  protected void addDefaultCommands(Bootstrap<WorkRailConfiguration> bootstrap) {
    bootstrap.addCommand(new WorkRailServerCommand(this));
    bootstrap.addCommand(new WorkRailCheckCommand());
  }

  @Override
  public void run(WorkRailConfiguration configuration, Environment environment) throws IOException {
    secrets.logWarnings();
    var asRead = RedactedConfiguration.of(environment.getObjectMapper(), configuration);
    configuration.createDataDirectory();
    configuration.server().listen(configuration.mode().bindHost(), configuration.publicAddress());
    StartWarnings.log(configuration);
    configuration.server().compress(configuration.performance().compression());

    HttpEdge.nameRequests(environment);
    Database database =
        configuration.database().build(configuration.dataDirectory(), clock, environment);
    AuditLog audit = configuration.audit().build(configuration.dataDirectory(), clock, environment);
    HttpEdge.guard(environment);
    AdminOperations.install(environment, configuration.server().adminHosts(), audit);
    Telemetry telemetry = configuration.telemetry().build(environment, ServerInfo.version(), clock);
    RefusalMetrics refusals = telemetry.metrics().refusals();
    RateLimits limits =
        configuration
            .security()
            .rateLimit()
            .install(configuration.server(), environment, refusals::rateLimited, audit);
    var place = configuration.identityPlace(database, audit, refusals::authenticationFailed);
    configuration.security().install(place, clock, environment);
    workflows(configuration, environment, database, audit, telemetry, limits);
    configuration
        .backup()
        .build(
            environment,
            configuration.saved(database, asRead),
            configuration.dataDirectory(),
            telemetry.metrics(),
            clock);
    var subjects = configuration.healthSubjects(database, ServerInfo.version());
    Health health = configuration.healthChecks().build(environment, subjects, clock);
    health.drain().onBegin(configuration.server()::leaveInheritedSocket);
    telemetry.metrics().watch(health);
    var site = configuration.restoreSite(database, health.readiness(), audit, clock);
    configuration.backup().serveRestores(environment, site);
    ServiceNotification.install(
        environment,
        System.getenv(),
        health,
        telemetry.metrics(),
        configuration.server().requestPath());
    StartPage.install(
        environment, health, ServerInfo.version(), configuration.publicAddress().uri());
  }

  private void workflows(
      WorkRailConfiguration configuration,
      Environment environment,
      Database database,
      AuditLog audit,
      Telemetry telemetry,
      RateLimits limits)
      throws IOException {
    WorkflowValidator validator = new WorkflowValidator();
    OpenCatalog workflows =
        configuration
            .workflows()
            .build(validator, configuration.dataDirectory(), database, clock, environment);
    WorkflowCatalog catalog = PublishingApi.install(workflows, audit, environment);
    StartRecord.install(audit, configuration, catalog, environment);
    SessionMetrics metrics = telemetry.metrics().watch(catalog, clock);
    SessionService sessions =
        configuration.sessions().build(environment, database, audit, catalog, metrics, clock);
    environment
        .jersey()
        .register(
            configuration.mcp().build(catalog, validator, sessions, telemetry.calls(), limits));
  }

  @Override
  protected Level bootstrapLogLevel() {
    return Level.ERROR;
  }

  @Override
  protected void onFatalError(Throwable failure) {
    if (failure instanceof CommandFailedException ended) {
      System.exit(ended.status().code());
    }
    boolean usage = failure instanceof ArgumentParserException;
    System.exit((usage ? ExitStatus.USAGE : ExitStatus.FAULT).code());
  }
}
