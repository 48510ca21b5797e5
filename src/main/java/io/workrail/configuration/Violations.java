package io.workrail.configuration;

import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.ConstraintViolation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the sentence of a constraint apart. Sentences begin with the key they are about, its
 * variables in brackets, or both: {@code burst (RATE_LIMIT_BURST) must be …}.
 */
final class Violations {
  private static final Pattern WITH_VARIABLES =
      Pattern.compile(
          "(?:([a-z][A-Za-z0-9.\\[\\]]*) )?\\(([A-Z][A-Z0-9_, ]*)\\) (.*)", Pattern.DOTALL);
  private static final Pattern WITH_KEY =
      Pattern.compile("([a-z][A-Za-z.]*) ((?:must|needs) .*)", Pattern.DOTALL);

  /** What a value is before what several are together. */
  static final Comparator<ConstraintViolation<?>> ORDER =
      Comparator.<ConstraintViolation<?>, Boolean>comparing(Violations::isOfMethod)
          .thenComparing(violation -> violation.getPropertyPath().toString());

  private Violations() {}

  /** The problem behind a violation; its value is not known here. */
  static ConfigurationProblem read(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString();
    boolean ofMethod = isOfMethod(violation);
    String place = ofMethod ? parent(path) : path;
    String message = LimitWords.of(violation);
    Matcher named = WITH_VARIABLES.matcher(message);
    if (named.matches()) {
      return problem(
          place, named.group(1), List.of(named.group(2).split(", *", -1)), named.group(3));
    }
    Matcher plain = WITH_KEY.matcher(message);
    return ofMethod && plain.matches()
        ? problem(place, plain.group(1), List.of(), plain.group(2))
        : new ConfigurationProblem(place, List.of(), Optional.empty(), message);
  }

  private static ConfigurationProblem problem(
      String place, @Nullable String key, List<String> names, String text) {
    String path = key == null ? place : place.isEmpty() ? key : place + "." + key;
    return new ConfigurationProblem(path, names, Optional.empty(), text);
  }

  private static boolean isOfMethod(ConstraintViolation<?> violation) {
    return violation.getConstraintDescriptor().getAnnotation() instanceof ValidationMethod;
  }

  private static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }
}
