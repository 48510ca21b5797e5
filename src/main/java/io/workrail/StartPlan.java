package io.workrail;

import io.workrail.configuration.SecretSource;
import io.workrail.http.ListenAddress;
import io.workrail.workflow.catalog.UnreadFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a start with a configuration would do, for whoever checks it. */
final class StartPlan {
  private static final String ROW = "%-12s%s";

  private final WorkRailConfiguration configuration;
  private final SecretSource secrets;

  StartPlan(WorkRailConfiguration configuration, SecretSource secrets) {
    this.configuration = configuration;
    this.secrets = secrets;
  }

  /** Rows of a name and a value, then the warnings. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    values().forEach((name, value) -> lines.add(row(name, value)));
    warnings().forEach(warning -> lines.add(row("warning", warning)));
    return lines;
  }

  /** What would be served where, by name, in the order in which it is told. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("mode", configuration.mode().name().toLowerCase(Locale.ROOT));
    for (ListenAddress address : addresses()) {
      values.merge(address.purpose(), address.toString(), (one, other) -> one + ", " + other);
    }
    values.put("clients", clientAddress() + "/mcp");
    values.put("data", absolute(configuration.dataDirectory()));
    values.put("logs", absolute(configuration.logDirectory()));
    values.put("database", configuration.database().describe(configuration.dataDirectory()));
    values.put("workflows", workflows());
    values.put("limits", configuration.security().rateLimit().toString());
    return values;
  }

  private String clientAddress() {
    configuration.server().listen(configuration.mode().bindHost(), configuration.publicAddress());
    return configuration.publicAddress().uri().toString().replaceAll("/+$", "");
  }

  /** What would not stop a start, but should be looked at. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(secrets.warnings());
    warnings.addAll(
        WritingPlaces.of(configuration)
            .warnings(new WritingPlaces.User(System.getProperty("user.name", "this user"))));
    configuration
        .workflows()
        .unreadFolders()
        .problem()
        .ifPresent(problem -> warnings.add(problem + "; " + UnreadFolders.MEND));
    new StartWarnings(configuration).all().forEach(warning -> warnings.add(warning.toString()));
    return warnings;
  }

  private List<ListenAddress> addresses() {
    return configuration.server().connectorSettings().addresses(configuration.mode().bindHost());
  }

  private String workflows() {
    if (configuration.workflows().usesDatabase()) {
      return "those of the release, then those in the database";
    }
    return "those of the release, then "
        + configuration.workflows().folders().stream()
            .map(StartPlan::absolute)
            .collect(Collectors.joining(", "));
  }

  private static String row(String name, String value) {
    return ROW.formatted(name + ":", value);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
