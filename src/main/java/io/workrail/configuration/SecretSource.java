package io.workrail.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the secrets of this process: in a variable, in the file that {@code <variable>_FILE} names,
 * or among the credentials of systemd. Two places for one secret are refused, because nobody could
 * say which of them counts.
 *
 * <p>The configuration text gets a reference instead of the secret, which only a field of type
 * {@link Secret} turns into the secret: an error about a bad line shows that line. Thread-safe; a
 * secret is read once, because a pipe cannot be read twice.
 */
public final class SecretSource {
  private static final Logger LOG = LoggerFactory.getLogger(SecretSource.class);
  private static final Set<String> NAMES =
      Set.of(
          "JWT_SECRET",
          "JWT_SECRET_PREVIOUS",
          "API_KEY",
          "DATABASE_PASSWORD",
          "DATABASE_URL",
          "SESSIONS_NOTIFY_SECRET",
          "SESSIONS_NOTIFY_URL");
  private static final String REFERENCE = "secret-of-variable:";

  private final Map<String, String> environment;
  private final CredentialsDirectory credentials;
  private final Map<String, Optional<Secret>> found = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  /** The secrets of a process with these variables. */
  public SecretSource(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.credentials = CredentialsDirectory.of(environment);
  }

  /** The variables that hold secrets. */
  public static Set<String> names() {
    return NAMES;
  }

  /**
   * The secret of a variable; nothing when no place has one.
   *
   * @throws CommandFailedException when a place cannot be read, or two places have one
   */
  public synchronized Optional<Secret> find(String variable) {
    Optional<Secret> known = found.get(variable);
    if (known == null) {
      known = read(variable);
      found.put(variable, known);
    }
    return known;
  }

  /** What operators should mend about the places that were read so far, in sentences. */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Tells the log what operators should mend; while secrets are read there is no log yet. */
  public void logWarnings() {
    warnings().forEach(LOG::warn);
  }

  /** Reads fields of type {@link Secret}, references to variables included. */
  public SimpleModule module() {
    return new SimpleModule("secrets").addDeserializer(Secret.class, new FieldReader());
  }

  /** What stands in the text of the configuration instead of a secret. */
  Optional<String> reference(String variable) {
    return find(variable).map(secret -> REFERENCE + variable);
  }

  private Optional<Secret> read(String variable) {
    List<SecretPlace> places = places(variable);
    if (places.size() > 1) {
      throw new CommandFailedException(
          "%s comes from more than one place (%s); leave one and remove the others"
              .formatted(
                  variable,
                  places.stream().map(SecretPlace::name).collect(Collectors.joining(" and "))));
    }
    if (places.isEmpty()) {
      return Optional.empty();
    }
    SecretPlace place = places.get(0);
    Secret secret = place.read();
    place.warning().ifPresent(warnings::add);
    return Optional.of(secret);
  }

  private List<SecretPlace> places(String variable) {
    List<SecretPlace> places = new ArrayList<>();
    variable(variable).ifPresent(text -> places.add(new SecretPlace.Variable(variable, text)));
    String fileVariable = variable + "_FILE";
    variable(fileVariable).ifPresent(path -> places.add(SecretPlace.File.of(fileVariable, path)));
    credentials.find(variable).ifPresent(places::add);
    return places;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private final class FieldReader extends StdScalarDeserializer<Secret> {
    private static final long serialVersionUID = 1L;

    FieldReader() {
      super(Secret.class);
    }

    /** Jackson's own messages would repeat the value. */
    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.currentToken().isScalarValue()) {
        return context.reportInputMismatch(this, "must be text in double quotes");
      }
      String text = parser.getText();
      return text.startsWith(REFERENCE)
          ? find(text.substring(REFERENCE.length())).orElseGet(() -> new Secret(""))
          : new Secret(text);
    }
  }
}
