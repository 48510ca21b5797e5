package io.workrail.configuration;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words what may stand where something else stands. */
final class AllowedValues {
  private static final int MOST_NAMES = 16;

  private final ObjectMapper mapper;
  private final NearestKey nearest;

  AllowedValues(ObjectMapper mapper, NearestKey nearest) {
    this.mapper = mapper;
    this.nearest = nearest;
  }

  /** What a failure to read a value asks for. */
  String describe(JsonMappingException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return unknownKey(unknown);
    }
    if (failure instanceof InvalidTypeIdException) {
      return "its type must be workrail, as in the shipped config.yml";
    }
    if (failure instanceof MismatchedInputException mismatch) {
      return "must be " + kind(mismatch.getTargetType());
    }
    // Settings that read themselves say what they take, and never the value.
    return failure instanceof ValueInstantiationException
            && failure.getCause() instanceof IllegalArgumentException own
        ? String.valueOf(own.getMessage())
        : "is too large a number";
  }

  private String unknownKey(UnrecognizedPropertyException unknown) {
    Collection<String> known =
        unknown.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    return nearest
        .find(unknown.getPropertyName(), known)
        .map(name -> "there is no such key; did you mean " + name + "?")
        .orElseGet(
            () ->
                known.size() > MOST_NAMES
                    ? "there is no such key; see the shipped config.yml"
                    : "there is no such key; known here: " + String.join(", ", known));
  }

  private String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type == Duration.class) {
      return "a duration such as 500ms, 30s, 5m or 24h, or a number of milliseconds";
    }
    if (type == DataSize.class) {
      return "a size such as 10MiB or 1GB, or a number of bytes";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> mapper.convertValue(constant, String.class).toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    boolean group = Map.class.isAssignableFrom(type) || type.getName().startsWith("io.");
    return group && type != Secret.class
        ? "a group of keys, each on a line of its own"
        : "text in double quotes";
  }
}
