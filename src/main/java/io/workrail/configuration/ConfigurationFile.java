package io.workrail.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file: what was named, else the usual places. */
public final class ConfigurationFile {
  private static final String OPTION = "--config";
  private static final String SERVER = "server";
  private static final List<String> USUAL_PLACES =
      List.of("config.yml", "/etc/workrail/config.yml");

  private ConfigurationFile() {}

  /**
   * The file to read.
   *
   * @param named by the caller, or null
   */
  public static Optional<String> locate(@Nullable String named, Map<String, String> environment) {
    if (named != null) {
      return Optional.of(named);
    }
    Optional<String> variable =
        Optional.ofNullable(environment.get("WORKRAIL_CONFIG")).filter(name -> !name.isBlank());
    return variable.or(
        () -> USUAL_PLACES.stream().filter(place -> Files.exists(Path.of(place))).findFirst());
  }

  /**
   * The arguments with the file where Dropwizard's own command expects it: {@code server} takes it
   * as an argument and knows no option.
   */
  public static String[] complete(String[] arguments, Map<String, String> environment) {
    if (arguments.length == 0 || !arguments[0].equals(SERVER)) {
      return arguments;
    }
    List<String> rest = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
    int option = rest.indexOf(OPTION);
    if (option >= 0) {
      rest.remove(option);
    }
    if (rest.isEmpty()) {
      locate(null, environment).ifPresent(rest::add);
    }
    return Stream.concat(Stream.of(arguments[0]), rest.stream()).toArray(String[]::new);
  }
}
