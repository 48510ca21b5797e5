package io.workrail;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.core.Configuration;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.audit.AuditConfiguration;
import io.workrail.audit.AuditLog;
import io.workrail.auth.AuthConfiguration;
import io.workrail.auth.AuthenticationObserver;
import io.workrail.backup.BackupConfiguration;
import io.workrail.backup.BackupSource;
import io.workrail.backup.restore.RestoreSite;
import io.workrail.backup.restore.WorkflowTarget;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.FolderPlace;
import io.workrail.health.HealthConfiguration;
import io.workrail.health.Readiness;
import io.workrail.http.PerformanceConfiguration;
import io.workrail.http.PublicAddress;
import io.workrail.http.WorkRailServerFactory;
import io.workrail.mcp.McpConfiguration;
import io.workrail.mcp.ServerInfo;
import io.workrail.session.SessionsConfiguration;
import io.workrail.storage.Database;
import io.workrail.storage.DatabaseConfiguration;
import io.workrail.telemetry.TelemetryConfiguration;
import io.workrail.workflow.catalog.CatalogConfiguration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Everything that {@code config.yml} says; each feature owns its key. */
public final class WorkRailConfiguration extends Configuration {
  /** Without off: a server that tells no fault cannot be operated. */
  private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");

  @NotNull @JsonProperty private Mode environment = Mode.DEVELOPMENT;
  @NotBlank @JsonProperty private String dataDirectory = "./data";
  @NotBlank @JsonProperty private String logDirectory = "./logs";
  @Valid @NotNull @JsonProperty private PublicAddress publicAddress = new PublicAddress();
  @Valid @NotNull @JsonProperty private CatalogConfiguration workflows = new CatalogConfiguration();

  @Valid @NotNull @JsonProperty
  private SecurityConfiguration security = new SecurityConfiguration();

  @Valid @NotNull @JsonProperty
  private DatabaseConfiguration database = new DatabaseConfiguration();

  @Valid @NotNull @JsonProperty private AuditConfiguration audit = new AuditConfiguration();

  @Valid @NotNull @JsonProperty private BackupConfiguration backup = new BackupConfiguration();

  @Valid @NotNull @JsonProperty
  private SessionsConfiguration sessions = new SessionsConfiguration();

  @Valid @NotNull @JsonProperty
  private PerformanceConfiguration performance = new PerformanceConfiguration();

  @Valid @NotNull @JsonProperty private McpConfiguration mcp = new McpConfiguration();

  @Valid @NotNull @JsonProperty
  private HealthConfiguration healthChecks = new HealthConfiguration();

  @Valid @NotNull @JsonProperty
  private TelemetryConfiguration telemetry = new TelemetryConfiguration();

  /** What the server is for. */
  public Mode mode() {
    return environment;
  }

  /** Where the server keeps what it must not lose. */
  public Path dataDirectory() {
    return Path.of(dataDirectory);
  }

  /** Where log files are. */
  public Path logDirectory() {
    return Path.of(logDirectory);
  }

  /** Where clients find the server. */
  public PublicAddress publicAddress() {
    return publicAddress;
  }

  /** The catalogue. */
  public CatalogConfiguration workflows() {
    return workflows;
  }

  /** Credentials and limits. */
  public SecurityConfiguration security() {
    return security;
  }

  /** What sessions and revocations are kept in. */
  public DatabaseConfiguration database() {
    return database;
  }

  /** The audit log. */
  public AuditConfiguration audit() {
    return audit;
  }

  /** Backups. */
  public BackupConfiguration backup() {
    return backup;
  }

  /** Durable sessions. */
  public SessionsConfiguration sessions() {
    return sessions;
  }

  /** Speed against size. */
  public PerformanceConfiguration performance() {
    return performance;
  }

  /** The MCP endpoint. */
  public McpConfiguration mcp() {
    return mcp;
  }

  /** Where identity lives. */
  AuthConfiguration.Place identityPlace(
      Database database, AuditLog audit, AuthenticationObserver observer) {
    return new AuthConfiguration.Place(
        dataDirectory(), publicAddress.uri(), database, audit, observer);
  }

  /** What the checks look at; the server writes data that it must not lose, and logs. */
  HealthConfiguration.Subjects healthSubjects(Database database, String version) {
    return new HealthConfiguration.Subjects(
        server().requestPath(),
        server()::warnings,
        server().shutdownNotice(),
        List.of(dataDirectory(), logDirectory()),
        database::knownProblem,
        version);
  }

  /** What a restore works on while the server runs. */
  RestoreSite restoreSite(Database database, Readiness readiness, AuditLog audit, Clock clock) {
    return restoreSite(Optional.of(database), RestoreSite.doorOf(readiness), audit, clock);
  }

  /** What a restore works on without a server. */
  RestoreSite restoreSite(AuditLog audit, Clock clock) {
    return restoreSite(Optional.empty(), RestoreSite.noDoor(), audit, clock);
  }

  private RestoreSite restoreSite(
      Optional<Database> running, Supplier<Readiness.Obstacle> door, AuditLog audit, Clock clock) {
    return new RestoreSite(
        dataDirectory(),
        () -> database.replaceable(dataDirectory(), clock, running),
        new WorkflowTarget(workflows.folders()),
        door,
        audit,
        clock);
  }

  /**
   * What a backup saves.
   *
   * @param settings those that were read, without secrets
   */
  BackupSource saved(Database database, JsonNode settings) {
    return new BackupSource(database, workflows.folders(), settings, ServerInfo.version());
  }

  /** The checks behind {@code /health} and {@code /ready}. */
  public HealthConfiguration healthChecks() {
    return healthChecks;
  }

  /** Metrics and the log of calls. */
  public TelemetryConfiguration telemetry() {
    return telemetry;
  }

  /** The connectors. */
  public WorkRailServerFactory server() {
    return (WorkRailServerFactory) getServerFactory();
  }

  /**
   * Makes the folder of the data when there is none.
   *
   * @throws CommandFailedException when that is not possible
   */
  void createDataDirectory() {
    try {
      Files.createDirectories(dataDirectory());
    } catch (IOException e) {
      throw new CommandFailedException(WritingPlaces.unmadeData(dataDirectory()));
    }
  }

  @ValidationMethod(
      message = "dataDirectory (DATA_DIR) must be a folder, and no part of its path a file")
  boolean isDataDirectoryAFolder() {
    return FolderPlace.canBe(dataDirectory());
  }

  @ValidationMethod(
      message = "logDirectory (LOG_DIR) must be a folder, and no part of its path a file")
  boolean isLogDirectoryAFolder() {
    return FolderPlace.canBe(logDirectory());
  }

  @ValidationMethod(message = "logging.level (LOG_LEVEL) must be error, warn, info, debug or trace")
  boolean isLevelKnown() {
    // Dropwizard takes an unknown level for INFO and says nothing.
    return !(getLoggingFactory() instanceof DefaultLoggingFactory logging)
        || LEVELS.contains(logging.getLevel().toLowerCase(Locale.ROOT));
  }

  @ValidationMethod(message = "server.type must be workrail")
  boolean isServerOfOurs() {
    return getServerFactory() instanceof WorkRailServerFactory;
  }
}
