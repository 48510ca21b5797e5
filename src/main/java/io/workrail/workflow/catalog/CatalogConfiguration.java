package io.workrail.workflow.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The key {@code workflows} of the configuration. */
public final class CatalogConfiguration {
  @Valid @NotNull @JsonProperty private Storage storage = new Storage();
  @Valid @NotNull @JsonProperty private Validation validation = new Validation();
  @NotNull @JsonProperty private Duration pollInterval = Duration.minutes(5);

  /** The folders with documents, by increasing precedence. */
  public List<Path> folders() {
    return Arrays.stream(storage.path.split(File.pathSeparator))
        .filter(path -> !path.isBlank())
        .map(path -> Path.of(path.strip()))
        .toList();
  }

  /** Whether a warning refuses a document. */
  public boolean isStrict() {
    return validation.strict;
  }

  /** How often to look for changes that the watch missed; zero means never. */
  public java.time.Duration pollInterval() {
    return pollInterval.toJavaDuration();
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
