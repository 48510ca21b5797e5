package io.workrail.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the server says of itself in both eras. */
public final class ServerInfo {
  private static final String INSTRUCTIONS = "/io/workrail/mcp/instructions.txt";

  private ServerInfo() {}

  /** The version of this release; {@code development} when it runs from class files. */
  public static String version() {
    String version = ServerInfo.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Name and version. */
  public static ObjectNode implementation() {
    return StrictJson.mapper()
        .createObjectNode()
        .put("name", "workrail")
        .put("title", "WorkRail")
        .put("version", version());
  }

  /** Only what exists. */
  public static ObjectNode capabilities() {
    ObjectNode capabilities = StrictJson.mapper().createObjectNode();
    capabilities.putObject("tools");
    capabilities.putObject("prompts");
    capabilities.putObject("resources");
    capabilities.putObject("completions");
    return capabilities;
  }

  /** How a model works with the tools. */
  public static String instructions() {
    try (InputStream in = ServerInfo.class.getResourceAsStream(INSTRUCTIONS)) {
      byte[] text = Objects.requireNonNull(in, INSTRUCTIONS).readAllBytes();
      return new String(text, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
