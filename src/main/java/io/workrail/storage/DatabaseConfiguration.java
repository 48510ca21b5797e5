package io.workrail.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.validation.ValidationMethod;
import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.NamedSecret;
import io.workrail.configuration.Secret;
import io.workrail.doctor.ClockDoctorCheck;
import io.workrail.doctor.DoctorCheck;
import io.workrail.outage.OutageLog;
import io.workrail.storage.swap.FileSwap;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key {@code database} of the configuration. */
@SelfValidating
public final class DatabaseConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);
  private static final long PROBE_SECONDS = 1;
  private static final String FILE = "workrail.db";
  private static final Pattern SQLITE = Pattern.compile("(?:jdbc:)?sqlite:(?://(?=/))?(?<path>.+)");

  /** Secret, because people put a password into it. */
  @NotNull @JsonProperty private Secret url = new Secret("");

  @NotNull @JsonProperty private String user = "";
  @NotNull @JsonProperty private Secret password = new Secret("");

  @Min(1)
  @Max(200)
  @JsonProperty
  private int connections = 16;

  /** The password of its own setting; empty when there is none, or it stands in the address. */
  public NamedSecret namedPassword() {
    return new NamedSecret("database.password", "DATABASE_PASSWORD", password);
  }

  /** The database of a server: open, up to date, watched, closed when the server stops. */
  public Database build(Path dataDirectory, Clock clock, Environment environment) {
    Database database = opening(dataDirectory, clock).forServer();
    environment.lifecycle().manage(database);
    environment.healthChecks().register("database", new DatabaseHealthCheck(database));
    ScheduledExecutorService timer =
        environment.lifecycle().scheduledExecutorService("database-probe", true).threads(1).build();
    OutageLog outage = new OutageLog(LOG);
    var unused =
        timer.scheduleWithFixedDelay(
            () -> retry(database, outage), PROBE_SECONDS, PROBE_SECONDS, TimeUnit.SECONDS);
    return database;
  }

  /** A server that gets no requests because it is not ready would never see that it could work. */
  private static void retry(Database database, OutageLog outage) {
    try {
      if (database.knownProblem().isPresent()) {
        Optional<String> problem = database.problem();
        LOG.debug("The database was tried: {}", problem);
      }
      outage.works();
    } catch (RuntimeException e) {
      outage.failed("The database could not be tried", e);
    }
  }

  /**
   * As {@link #open}, for a command that works on what a server has written: it makes no new file,
   * because an empty one would look like a server without data.
   */
  public Database openExisting(Path dataDirectory, Clock clock) {
    Path file = file(dataDirectory);
    boolean isMissing = !Files.exists(file) && !FileSwap.isUnfinished(dataDirectory);
    if (address().isEmpty() && isMissing) {
      throw new CommandFailedException(
          "there is no database %s; check DATA_DIR and DATABASE_URL, or start the server once"
              .formatted(file));
    }
    return open(dataDirectory, clock);
  }

  /**
   * The database, open and up to date, for a command; who calls this closes it.
   *
   * @throws CommandFailedException with a sentence for the operator when it cannot be used
   */
  public Database open(Path dataDirectory, Clock clock) {
    return opening(dataDirectory, clock).forCommand();
  }

  /**
   * The data, for a restore.
   *
   * @param running the database of the server that asks; nothing for a command
   */
  public ReplaceableData replaceable(Path dataDirectory, Clock clock, Optional<Database> running) {
    return opening(dataDirectory, clock).replaceable(running);
  }

  /** Data in a file of a folder, made for a look and deleted again. */
  public static ReplaceableData inFolder(Path folder, Clock clock) {
    return new SqliteData(
        folder.resolve(FILE),
        new Migrator(MigrationReader.read(Dialect.SQLITE), release(), clock),
        Optional.empty());
  }

  private DatabaseOpening opening(Path dataDirectory, Clock clock) {
    Optional<DatabaseAddress> server = address();
    Dialect dialect = server.isPresent() ? Dialect.POSTGRESQL : Dialect.SQLITE;
    return new DatabaseOpening(
        dataDirectory,
        file(dataDirectory),
        server,
        connections,
        new Migrator(MigrationReader.read(dialect), release(), clock));
  }

  /** Checks the address with sentences of its own; Dropwizard calls it. */
  @SelfValidation
  public void checkUrl(ViolationCollector violations) {
    String address = url.revealText();
    Optional<String> fault =
        address.isEmpty() || SQLITE.matcher(address).matches()
            ? Optional.empty()
            : DatabaseAddress.fault(address);
    fault.ifPresent(what -> violations.addViolation("url", "(DATABASE_URL) " + what));
  }

  @ValidationMethod(message = "url (DATABASE_URL) must name a file after sqlite:, not a folder")
  boolean isPlaceOfAFile() {
    Matcher named = SQLITE.matcher(url.revealText());
    return !named.matches() || !Files.isDirectory(Path.of(named.group("path")));
  }

  /** Which database it is, for people; without user and password. */
  public String describe(Path dataDirectory) {
    return address()
        .map(server -> "PostgreSQL, " + server.jdbcUrl())
        .orElseGet(() -> "SQLite, " + file(dataDirectory).toAbsolutePath().normalize());
  }

  /** What the doctor looks at. */
  public List<DoctorCheck> doctorChecks(Path dataDirectory, Clock clock) {
    DatabaseLook look = look(dataDirectory);
    Migrator migrator = new Migrator(MigrationReader.read(look.dialect()), release(), clock);
    return List.of(new DatabaseDoctorCheck(look), new MigrationsDoctorCheck(look, migrator));
  }

  /** The clock of a database server; a file has none of its own. */
  public ClockDoctorCheck.OtherClock clock(Path dataDirectory) {
    DatabaseLook look = look(dataDirectory);
    return () -> {
      if (look.dialect() == Dialect.SQLITE) {
        return Optional.empty();
      }
      try (Connection connection = look.open();
          Statement statement = connection.createStatement()) {
        String millis =
            DatabaseDoctorCheck.text(
                statement, "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint");
        return Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
      }
    };
  }

  /** The schema version of this release. */
  public static int schemaVersion() {
    return new Migrator(MigrationReader.read(Dialect.SQLITE), release(), Clock.systemUTC())
        .version();
  }

  /** When the data was begun; nothing when there is none, or it cannot be looked at. */
  public Supplier<Optional<Instant>> dataSince(Path dataDirectory) {
    DatabaseLook look = look(dataDirectory);
    return () -> {
      if (!look.exists()) {
        return Optional.empty();
      }
      try (Connection connection = look.open();
          Statement statement = connection.createStatement()) {
        String millis =
            DatabaseDoctorCheck.text(
                statement, "SELECT applied_at FROM schema_history WHERE version = 1");
        return Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
      } catch (SQLException | IOException | RuntimeException e) {
        // The check of the database tells it.
        return Optional.empty();
      }
    };
  }

  /** Opens the database for looking only: nothing is made, changed or brought up to date. */
  public Callable<Connection> readOnly(Path dataDirectory) {
    return look(dataDirectory)::open;
  }

  /** The folder with the file of the data; nothing when a database server keeps it. */
  public Optional<Path> folderIn(Path dataDirectory) {
    return address().isPresent()
        ? Optional.empty()
        : Optional.ofNullable(file(dataDirectory).toAbsolutePath().getParent());
  }

  private DatabaseLook look(Path dataDirectory) {
    return new DatabaseLook(address(), file(dataDirectory));
  }

  private Optional<DatabaseAddress> address() {
    return DatabaseAddress.parse(url.revealText(), user, password);
  }

  private Path file(Path dataDirectory) {
    Matcher named = SQLITE.matcher(url.revealText());
    return named.matches() ? Path.of(named.group("path")) : dataDirectory.resolve(FILE);
  }

  private static String release() {
    String version = DatabaseConfiguration.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
