package io.workrail.connect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import java.util.List;

/**
 * The lines that connect clients, each in the shape that its client reads. The token never stands
 * in them: it comes from the variable {@code WORKRAIL_TOKEN}, from a question of the client, or
 * from a file.
 */
public final class ClientSnippets {
  private static final String SERVER = "workrail";
  private static final String VARIABLE = TokenSource.VARIABLE;
  private static final String TOKEN_FILE = "~/.config/workrail/token";
  private static final String WRITE_TOKEN =
      "(umask 077 && mkdir -p ~/.config/workrail && printf '%s\\n' \"$"
          + VARIABLE
          + "\" >"
          + TOKEN_FILE
          + ")";
  private static final String TERMINAL = "in a terminal";

  private final String url;
  private final List<String> bridge;

  /**
   * Snippets for a server.
   *
   * @param bridge the command that starts this program, for clients without HTTP
   */
  public ClientSnippets(ServerAddress address, List<String> bridge) {
    this.url = address.toString();
    this.bridge = List.copyOf(bridge);
  }

  /** Snippets with the command by which this program itself was started. */
  public static ClientSnippets forThisProgram(ServerAddress address) {
    return new ClientSnippets(address, OwnCommand.find());
  }

  /** One for each client; Claude Code first. */
  public List<ClientSnippet> all() {
    return List.of(
        new ClientSnippet(
            "Claude Code",
            TERMINAL,
            "claude mcp add --transport http %s %s --header \"Authorization: Bearer $%s\""
                .formatted(SERVER, url, VARIABLE)),
        new ClientSnippet(
            "Claude Code, shared in a repository",
            ".mcp.json",
            inServers("mcpServers", typed("${" + VARIABLE + "}"))),
        new ClientSnippet("VS Code", ".vscode/mcp.json; it asks for the token", vsCode()),
        new ClientSnippet(
            "Cursor",
            ".cursor/mcp.json",
            inServers("mcpServers", remote("url", "${env:" + VARIABLE + "}"))),
        new ClientSnippet(
            "Codex",
            TERMINAL,
            "codex mcp add %s --url %s --bearer-token-env-var %s".formatted(SERVER, url, VARIABLE)),
        new ClientSnippet(
            "Gemini and Qwen CLI",
            ".gemini/settings.json or .qwen/settings.json",
            inServers("mcpServers", remote("httpUrl", "$" + VARIABLE))),
        new ClientSnippet(
            "Windsurf",
            "~/.codeium/windsurf/mcp_config.json",
            inServers("mcpServers", remote("serverUrl", "${env:" + VARIABLE + "}"))),
        new ClientSnippet(
            "Inspector",
            TERMINAL,
            ("npx @modelcontextprotocol/inspector --cli %s --transport http"
                    + " --header \"Authorization: Bearer $%s\" --method tools/list")
                .formatted(url, VARIABLE)),
        new ClientSnippet(
            "Any client without HTTP, such as Claude Desktop",
            "its file with \"mcpServers\"; the token stands in " + TOKEN_FILE,
            inServers("mcpServers", stdio())),
        new ClientSnippet("The token of such a client", TERMINAL, WRITE_TOKEN));
  }

  private ObjectNode typed(String token) {
    ObjectNode server = StrictJson.mapper().createObjectNode().put("type", "http");
    return server.setAll(remote("url", token));
  }

  private ObjectNode remote(String key, String token) {
    ObjectNode server = StrictJson.mapper().createObjectNode().put(key, url);
    server.putObject("headers").put("Authorization", "Bearer " + token);
    return server;
  }

  private String vsCode() {
    ObjectNode file = StrictJson.mapper().createObjectNode();
    file.putArray("inputs")
        .addObject()
        .put("type", "promptString")
        .put("id", "workrail-token")
        .put("description", "WorkRail token")
        .put("password", true);
    file.putObject("servers").set(SERVER, typed("${input:workrail-token}"));
    return StrictJson.write(file);
  }

  private ObjectNode stdio() {
    ObjectNode server = StrictJson.mapper().createObjectNode().put("command", bridge.get(0));
    ArrayNode arguments = server.putArray("args");
    bridge.subList(1, bridge.size()).forEach(arguments::add);
    arguments.add("connect").add(url).add("--token-file").add(TOKEN_FILE);
    return server;
  }

  private static String inServers(String key, ObjectNode server) {
    ObjectNode file = StrictJson.mapper().createObjectNode();
    file.putObject(key).set(SERVER, server);
    return StrictJson.write(file);
  }
}
