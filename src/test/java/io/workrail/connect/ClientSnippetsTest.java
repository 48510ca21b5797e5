package io.workrail.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClientSnippetsTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```(?:json|sh)\n(.*?)\n```");

  private final List<ClientSnippet> snippets =
      new ClientSnippets(
              ServerAddress.parse("http://127.0.0.1:3000"),
              List.of("java", "-jar", "/path/to/workrail.jar"))
          .all();

  @Test
  void thereIsOneForEveryClient() {
    assertThat(snippets)
        .extracting(snippet -> snippet.client().split("[ ,]")[0])
        .containsExactly(
            "Claude",
            "Claude",
            "VS",
            "Cursor",
            "Codex",
            "Gemini",
            "Windsurf",
            "Inspector",
            "Any",
            "The");
    assertThat(snippets.subList(0, 9))
        .allSatisfy(s -> assertThat(s.text()).contains("127.0.0.1:3000/mcp"));
  }

  @Test
  void theReadmeShowsTheSameShapes() throws IOException {
    Set<Object> shown =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(block -> meaning(block.group(1)))
            .collect(Collectors.toSet());
    assertThat(snippets).allSatisfy(snippet -> assertThat(shown).contains(meaning(snippet.text())));
  }

  @Test
  void noneHoldsAToken() {
    Pattern bearer = Pattern.compile("Bearer ([^\"]+)");
    for (ClientSnippet snippet : snippets) {
      Matcher credential = bearer.matcher(snippet.text());
      while (credential.find()) {
        assertThat(credential.group(1)).startsWith("$");
      }
    }
  }

  /** JSON whatever its layout, a command as it is. */
  private static Object meaning(String text) {
    try {
      JsonNode json = StrictJson.parse(text);
      return json;
    } catch (MalformedJsonException e) {
      return text.strip();
    }
  }
}
