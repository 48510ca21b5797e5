package io.workrail.variables;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.configuration.Substitutions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No variable is documented, or promised by the deployment guide, without a test that shows it. */
class VariableCoverageTest {
  private static final List<Class<?>> SHOWN_BY =
      List.of(DeskVariablesIT.class, TeamVariablesIT.class, SecureVariablesIT.class);

  @Test
  void everyVariableOfTheFileIsExercisedAtARealStart() throws IOException {
    Set<String> known = Substitutions.in(Files.readString(Path.of("config.yml"))).keySet();
    assertThat(exercised()).containsAll(known);
  }

  /** The variables of the deployment guide; its list is kept as it is written there. */
  @ParameterizedTest
  @MethodSource("variablesOfTheGuide")
  void everyVariableOfTheGuideIsHonoured(String variable) {
    assertThat(exercised()).contains(variable);
  }

  static Stream<String> variablesOfTheGuide() throws IOException {
    try (var in = VariableCoverageTest.class.getResourceAsStream("/guide/variables.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), "UTF-8");
      return text
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList()
          .stream();
    }
  }

  private static Set<String> exercised() {
    Set<String> found = new TreeSet<>();
    SHOWN_BY.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Exercises.class))
        .forEach(method -> found.addAll(List.of(method.getAnnotation(Exercises.class).value())));
    return found;
  }
}
