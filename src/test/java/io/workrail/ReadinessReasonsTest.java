package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is called at night finds in the README what {@code /ready} prints. */
class ReadinessReasonsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/workrail");
  private static final Pattern BLOCK = Pattern.compile("readiness\\s*\\.block\\(\\s*\"([^\";]+)");
  private static final Pattern RED = Pattern.compile("Result\\.unhealthy\\(\\s*\"([A-Z][^\";%]+)");
  private static final Pattern CHECK = Pattern.compile("\"(The check [^\";%]+)");
  private static final Pattern REASON = Pattern.compile("^\\| `([A-Z][^`]+)` \\|");

  @Test
  void everyReasonHasARowAndEveryRowIsAReason() throws IOException {
    Set<String> inCode = reasonsOfTheCode();
    assertThat(inCode).hasSizeGreaterThanOrEqualTo(9);
    assertThat(rowsOfTheReadme()).containsExactlyInAnyOrderElementsOf(inCode);
  }

  /**
   * What features block readiness with, what the database says, and what the two checks say that
   * calls depend on.
   */
  private static Set<String> reasonsOfTheCode() throws IOException {
    Set<String> reasons = new TreeSet<>();
    Arrays.stream(Reason.values()).map(Reason::sentence).forEach(reasons::add);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> reasons.addAll(found(BLOCK, file)));
    }
    reasons.addAll(found(RED, SOURCES.resolve("workflow/catalog/CatalogHealthCheck.java")));
    reasons.addAll(found(CHECK, SOURCES.resolve("health/HealthMonitor.java")));
    return reasons.stream().map(String::strip).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> found(Pattern pattern, Path file) {
    try {
      return pattern
          .matcher(Files.readString(file))
          .results()
          .map((MatchResult match) -> match.group(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rowsOfTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String section = readme.substring(readme.indexOf("\n### When /ready is 503"));
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("| `reasons` say"))
        .takeWhile(line -> line.startsWith("|"))
        .flatMap(line -> REASON.matcher(line).results().map(match -> match.group(1)))
        .toList();
  }
}
