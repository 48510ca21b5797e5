package io.workrail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged jar as a process that is yet to be started. */
final class PackagedJar {
  private PackagedJar() {}

  /**
   * With data and logs below a folder, and without an identity that the environment of the tests
   * may hold.
   *
   * @param options of the JVM
   */
  static ProcessBuilder process(
      Path folder, Map<String, String> variables, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", System.getProperty("workrail.jar")));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().keySet().removeIf(PackagedJar::isOfIdentity);
    process.environment().put("DATA_DIR", folder.toString());
    process.environment().put("LOG_DIR", folder.resolve("logs").toString());
    process.environment().putAll(variables);
    return process;
  }

  private static boolean isOfIdentity(String variable) {
    return variable.startsWith("JWT_")
        || variable.startsWith("API_KEY")
        || variable.equals("CREDENTIALS_DIRECTORY");
  }
}
