package io.workrail.storage.swap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a swap is about and where it goes, on the disk before the first rename. Places below the
 * folder of the journal are written relative to it, so that a copy of the folder is as good.
 */
final class SwapJournal {
  /** The name of the file. */
  static final String NAME = "restore.journal";

  private static final String DRAFT = "restore.journal.draft";
  private static final int FORMAT = 1;

  private final Path folder;

  SwapJournal(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Where a swap goes. */
  enum Direction {
    /** To the new files. */
    FORWARD,
    /** Back to the old ones. */
    BACK
  }

  /**
   * What the journal says.
   *
   * @param condition something outside that decides whether it goes forward, if there is such
   */
  record Content(Direction direction, List<Exchange> exchanges, Optional<String> condition) {}

  boolean exists() {
    return Files.exists(folder.resolve(NAME));
  }

  /** Writes it in place of the one that is there; it is on the disk when this returns. */
  void write(Content content) throws IOException {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("format", FORMAT);
    json.put("direction", content.direction().name());
    content.condition().ifPresent(text -> json.put("condition", text));
    ArrayNode exchanges = json.putArray("exchanges");
    for (Exchange exchange : content.exchanges()) {
      ObjectNode one = exchanges.addObject();
      one.put("live", relative(exchange.live()));
      one.put("fresh", relative(exchange.fresh()));
      one.put("kept", relative(exchange.kept()));
      exchange.companions().forEach(one.withArray("companions")::add);
    }
    Path draft = folder.resolve(DRAFT);
    Files.write(draft, StrictJson.writeBytes(json));
    Disk.force(draft);
    Disk.move(draft, folder.resolve(NAME));
  }

  /** What it says; the file has to be there. */
  Content read() throws IOException {
    try {
      JsonNode json = StrictJson.parse(Files.readAllBytes(folder.resolve(NAME)));
      List<Exchange> exchanges = new ArrayList<>();
      for (JsonNode one : json.path("exchanges")) {
        List<String> companions = new ArrayList<>();
        one.path("companions").forEach(ending -> companions.add(ending.asText()));
        exchanges.add(
            new Exchange(place(one, "live"), place(one, "fresh"), place(one, "kept"), companions));
      }
      return new Content(
          Direction.valueOf(json.path("direction").asText()),
          exchanges,
          Optional.ofNullable(json.get("condition")).map(JsonNode::asText));
    } catch (MalformedJsonException | JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(
          "%s cannot be understood; move it away when you know that no restore was interrupted"
              .formatted(folder.resolve(NAME)),
          e);
    }
  }

  /** Ends the swap. */
  void delete() throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
    Disk.force(folder);
  }

  private String relative(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return (absolute.startsWith(folder) ? folder.relativize(absolute) : absolute).toString();
  }

  private Path place(JsonNode exchange, String name) {
    if (!exchange.path(name).isTextual()) {
      throw new IllegalArgumentException(name);
    }
    return folder.resolve(exchange.path(name).asText());
  }
}
