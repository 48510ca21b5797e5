package io.workrail.configuration;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.util.function.Function;

/** Reads a bare number as milliseconds or bytes, as the variables of the deployment guide do. */
public final class BareNumbers {
  private BareNumbers() {}

  /** The module for the mapper that reads the configuration. */
  public static SimpleModule module() {
    return new SimpleModule("bare-numbers")
        .addDeserializer(
            Duration.class,
            new WithUnit<>(
                Duration.class, text -> Duration.parse(isNumber(text) ? text + "ms" : text)))
        .addDeserializer(
            DataSize.class,
            new WithUnit<>(
                DataSize.class, text -> DataSize.parse(isNumber(text) ? text + "B" : text)));
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d+");
  }

  private static final class WithUnit<T> extends FromStringDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    WithUnit(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    protected T _deserialize(String text, DeserializationContext context) {
      return parse.apply(text);
    }
  }
}
