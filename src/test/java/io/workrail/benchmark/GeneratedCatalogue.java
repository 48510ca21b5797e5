package io.workrail.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Many documents of real size: the workflows of the release under new ids and names. */
public final class GeneratedCatalogue {
  private static final Path BUNDLED = Path.of("workflows");

  private GeneratedCatalogue() {}

  /** Fills a folder with valid documents, {@code generated-0000.json} and so on. */
  public static void write(Path folder, int documents) throws IOException {
    List<ObjectNode> templates = templates();
    Files.createDirectories(folder);
    for (int i = 0; i < documents; i++) {
      ObjectNode document = templates.get(i % templates.size()).deepCopy();
      String id = "%s-%04d".formatted(document.path("id").asText(), i);
      document.put("id", id);
      document.put("name", "%s %d".formatted(document.path("name").asText(), i));
      Files.writeString(
          folder.resolve("generated-%04d.json".formatted(i)), document.toPrettyString());
    }
  }

  private static List<ObjectNode> templates() throws IOException {
    List<ObjectNode> templates = new ArrayList<>();
    try (Stream<Path> files = Files.list(BUNDLED)) {
      for (Path file : files.sorted().toList()) {
        templates.add((ObjectNode) StrictJson.parse(Files.readAllBytes(file)));
      }
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a workflow of the release is broken", e);
    }
    return templates;
  }
}
