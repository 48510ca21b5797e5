package io.workrail.workflow.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.admin.AdminOperations;
import io.workrail.configuration.FolderPlace;
import io.workrail.storage.Database;
import io.workrail.workflow.validation.WorkflowValidator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key {@code workflows} of the configuration. */
public final class CatalogConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogConfiguration.class);
  private static final long LEAST_POLL_MILLIS = 1_000;
  private static final String POLL_INTERVAL_ALLOWED =
      "must be a duration from 1s to 24h, or 0 to read again only what was seen to change";

  @Valid @NotNull @JsonProperty private Storage storage = new Storage();
  @Valid @NotNull @JsonProperty private Validation validation = new Validation();

  @NotNull
  @MaxDuration(value = 1, unit = TimeUnit.DAYS, message = "(CACHE_TTL) " + POLL_INTERVAL_ALLOWED)
  @JsonProperty
  private Duration pollInterval = Duration.minutes(5);

  /**
   * The catalogue of a server, which is filled and watched while the server runs.
   *
   * @param dataDirectory folders below it are made when they are missing
   * @param database holds the documents when the type says so
   */
  public OpenCatalog build(
      WorkflowValidator validator,
      Path dataDirectory,
      Database database,
      Clock clock,
      Environment environment)
      throws IOException {
    OpenCatalog open = open(validator, dataDirectory, () -> database, clock);
    WorkflowCatalog catalog = open.catalog();
    environment
        .lifecycle()
        .manage(new CatalogWatcher(catalog, folders(), pollInterval.toJavaDuration()));
    environment.healthChecks().register("catalog", new CatalogHealthCheck(catalog));
    environment
        .healthChecks()
        .register(
            "storage",
            usesDatabase()
                ? new DatabaseStorageHealthCheck(open.store())
                : new StorageHealthCheck(folders()));
    environment.jersey().register(new SchemaResource());
    AdminOperations.of(environment).add(new ReloadOperation(catalog));
    database.onReplaced(catalog::reload);
    unreadFolders().problem().ifPresent(problem -> LOG.warn("{}; {}", problem, UnreadFolders.MEND));
    return open;
  }

  /**
   * The catalogue, empty until it is reloaded and watched by nobody.
   *
   * @param database asked for only when documents are in it
   */
  public OpenCatalog open(
      WorkflowValidator validator, Path dataDirectory, Supplier<Database> database, Clock clock)
      throws IOException {
    List<WorkflowSource> sources = new ArrayList<>();
    sources.add(new BundledSource());
    WorkflowStore store;
    if (usesDatabase()) {
      store = new JdbiWorkflowStore(database.get(), clock);
    } else {
      List<Path> folders = folders();
      int last = folders.size() - 1;
      for (Path folder : folders) {
        if (folder.startsWith(dataDirectory)) {
          Files.createDirectories(folder);
        }
      }
      folders.subList(0, last).forEach(folder -> sources.add(new DirectorySource(folder)));
      store = new FileWorkflowStore(folders.get(last));
    }
    sources.add(store);
    DocumentRules rules = new DocumentRules(validator, validation.strict);
    return new OpenCatalog(new WorkflowCatalog(sources, rules), store, rules);
  }

  /** Whether documents are in the database, not in folders. */
  public boolean usesDatabase() {
    return storage.type.equals(Storage.DATABASE);
  }

  /** Whether a document with a warning is not served. */
  public boolean refusesWarnings() {
    return validation.strict;
  }

  /** The folders with documents, by increasing precedence; none when they are in the database. */
  public List<Path> folders() {
    return usesDatabase() ? List.of() : storage.folders();
  }

  /** The folders that would be read, were documents not in the database; none otherwise. */
  public UnreadFolders unreadFolders() {
    return new UnreadFolders(usesDatabase() ? storage.folders() : List.of());
  }

  @ValidationMethod(message = "pollInterval (CACHE_TTL) " + POLL_INTERVAL_ALLOWED)
  boolean isPollIntervalBearable() {
    long millis = pollInterval.toMilliseconds();
    return millis == 0 || millis >= LEAST_POLL_MILLIS;
  }

  /** Where documents are. */
  static final class Storage {
    private static final String DATABASE = "database";

    @NotNull
    @Pattern(regexp = "file|database", message = "(WORKFLOW_STORAGE_TYPE) must be file or database")
    @JsonProperty
    private String type = "file";

    @NotBlank @JsonProperty private String path = "./data/workflows";

    private List<Path> folders() {
      return Arrays.stream(path.split(File.pathSeparator))
          .filter(folder -> !folder.isBlank())
          .map(folder -> Path.of(folder.strip()))
          .toList();
    }

    @ValidationMethod(message = "path (WORKFLOW_STORAGE_PATH) must name at least one folder")
    boolean isSomeFolderNamed() {
      return path.isBlank() || !folders().isEmpty();
    }

    @ValidationMethod(
        message =
            "path (WORKFLOW_STORAGE_PATH) must name folders, separated by the path separator (:),"
                + " and no part of their paths may be a file")
    boolean isEveryPlaceAFolder() {
      return folders().stream().allMatch(FolderPlace::canBe);
    }
  }

  /** How severe the checks are. */
  static final class Validation {
    @JsonProperty private boolean strict;
  }
}
