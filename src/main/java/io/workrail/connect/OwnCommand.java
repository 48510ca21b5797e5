package io.workrail.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/** How this program is started, for lines that others paste. */
final class OwnCommand {
  private static final List<String> INSTALLED = List.of("workrail");

  private OwnCommand() {}

  /** The command of the jar that runs; the installed command when there is no jar. */
  static List<String> find() {
    CodeSource source = OwnCommand.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return INSTALLED;
    }
    try {
      URI location = source.getLocation().toURI();
      return location.getPath() != null && location.getPath().endsWith(".jar")
          ? List.of("java", "-jar", Path.of(location).toString())
          : INSTALLED;
    } catch (URISyntaxException e) {
      // A path that is no URI cannot be pasted either.
      return INSTALLED;
    }
  }
}
