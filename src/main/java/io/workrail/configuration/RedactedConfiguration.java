package io.workrail.configuration;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings as they are in force, without secrets: for the audit log, backups and people. Fields
 * of type {@link Secret} never show; texts of settings that others defined, such as a key store's
 * password or an address with a password in it, are recognised by name and form.
 */
public final class RedactedConfiguration {
  static final String REDACTED = "<redacted>";
  private static final Pattern SECRET_NAME =
      Pattern.compile("password|passphrase|secret|credential|apikey", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET_PART =
      Pattern.compile(
          "(?<=://)[^/@\\s]+(?=@)|(?<=(password|secret|token|key)=)[^&;\\s]+",
          Pattern.CASE_INSENSITIVE);

  private RedactedConfiguration() {}

  /**
   * The settings as a tree; the same settings, the same tree, although sets, maps and even the
   * methods of a class may have another order in each process.
   *
   * @param mapper the one that read the configuration
   */
  public static JsonNode of(ObjectMapper mapper, Object configuration) {
    ObjectMapper ordering =
        mapper
            .copy()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .registerModule(new SimpleModule().addSerializer(Set.class, new SortedSet()));
    ordering.setConfig(
        ordering.getSerializationConfig().with(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY));
    return redact(ordering.valueToTree(configuration));
  }

  /** The members of a set by their text. */
  @SuppressWarnings("rawtypes")
  private static final class SortedSet extends StdSerializer<Set> {
    private static final long serialVersionUID = 1L;

    SortedSet() {
      super(Set.class);
    }

    @Override
    public void serialize(Set members, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      List<JsonNode> sorted = new ArrayList<>();
      for (Object member : members) {
        sorted.add(((ObjectMapper) json.getCodec()).valueToTree(member));
      }
      sorted.sort(Comparator.comparing(JsonNode::toString));
      json.writeObject(sorted);
    }
  }

  private static JsonNode redact(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry ->
                  entry.setValue(
                      entry.getValue().isTextual()
                          ? redact(entry.getKey(), entry.getValue().textValue())
                          : redact(entry.getValue())));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(
            i,
            array.get(i).isTextual() ? redact("", array.get(i).textValue()) : redact(array.get(i)));
      }
    }
    return value;
  }

  /** One value, as it may be shown. */
  static String text(String name, String text) {
    return redact(name, text).textValue();
  }

  private static TextNode redact(String name, String text) {
    return new TextNode(
        !text.isEmpty() && SECRET_NAME.matcher(name).find()
            ? REDACTED
            : SECRET_PART.matcher(text).replaceAll(REDACTED));
  }
}
