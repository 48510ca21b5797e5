package io.workrail.workflow.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import io.workrail.workflow.validation.WorkflowValidator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The key {@code workflows} of the configuration. */
public final class CatalogConfiguration {
  @Valid @NotNull @JsonProperty private Storage storage = new Storage();
  @Valid @NotNull @JsonProperty private Validation validation = new Validation();
  @NotNull @JsonProperty private Duration pollInterval = Duration.minutes(5);

  /**
   * The catalogue, which is filled and watched while the server runs.
   *
   * @param dataDirectory folders below it are made when they are missing
   */
  public WorkflowCatalog build(
      WorkflowValidator validator, Path dataDirectory, Environment environment) throws IOException {
    List<WorkflowSource> sources = new ArrayList<>();
    sources.add(new BundledSource());
    for (Path folder : folders()) {
      if (folder.startsWith(dataDirectory)) {
        Files.createDirectories(folder);
      }
      sources.add(new DirectorySource(folder));
    }
    WorkflowCatalog catalog = new WorkflowCatalog(sources, validator, validation.strict);
    environment
        .lifecycle()
        .manage(new CatalogWatcher(catalog, folders(), pollInterval.toJavaDuration()));
    environment.healthChecks().register("catalog", new CatalogHealthCheck(catalog));
    environment.healthChecks().register("storage", new StorageHealthCheck(folders()));
    environment.jersey().register(new SchemaResource());
    return catalog;
  }

  private List<Path> folders() {
    return Arrays.stream(storage.path.split(File.pathSeparator))
        .filter(path -> !path.isBlank())
        .map(path -> Path.of(path.strip()))
        .toList();
  }

  /** Where documents are. */
  static final class Storage {
    // Read by its constraint alone: a setting that this release does not know stops the start.
    @SuppressWarnings("UnusedVariable")
    @NotNull
    @Pattern(regexp = "file", message = "must be file")
    @JsonProperty
    private String type = "file";

    @NotBlank @JsonProperty private String path = "./data/workflows";
  }

  /** How severe the checks are. */
  static final class Validation {
    @JsonProperty private boolean strict;
  }
}
