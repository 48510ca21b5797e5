package io.workrail.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPositionsTest {
  private static final String TEXT =
      """
      {
        "name": "x",
        "steps": [
          { "id": "one" },
          { "id": "two", "a/b~c": [10, 20] }
        ],
        "": true
      }
      """;

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1",
    "/name, 2, 11",
    "/steps, 3, 12",
    "/steps/0, 4, 5",
    "/steps/1/id, 5, 13",
    "/steps/1/a~1b~0c, 5, 29",
    "/steps/1/a~1b~0c/1, 5, 34",
    "/, 7, 7"
  })
  void findsWhereAValueBegins(String pointer, int line, int column) {
    assertThat(locate(TEXT, pointer)).isEqualTo(new TextPosition(line, column));
  }

  @ParameterizedTest
  @CsvSource({
    "/steps/1/prompt, 5, 5",
    "/steps/7/id/x, 3, 12",
    "/name/first, 2, 11",
    "/no/such/thing, 1, 1"
  })
  void aMissingValueIsWhereItsNearestAncestorIs(String pointer, int line, int column) {
    assertThat(locate(TEXT, pointer)).isEqualTo(new TextPosition(line, column));
  }

  @Test
  void findsManyInOnePass() {
    Set<JsonPointer> pointers =
        Set.of(JsonPointer.valueOf("/steps/0/id"), JsonPointer.valueOf("/steps/1"));

    assertThat(JsonPositions.locate(TEXT, pointers))
        .isEqualTo(
            Map.of(
                JsonPointer.valueOf("/steps/0/id"), new TextPosition(4, 13),
                JsonPointer.valueOf("/steps/1"), new TextPosition(5, 5)));
  }

  @Test
  void columnsCountUtf16Units() {
    assertThat(locate("{\"\ud83d\ude00\":\"é\",\"b\":1}", "/b")).isEqualTo(new TextPosition(1, 15));
  }

  @Test
  void aTextThatBreaksOffTellsWhatCameBefore() {
    assertThat(locate("{\"a\":1,\n \"b\":[2, ", "/a")).isEqualTo(new TextPosition(1, 6));
    assertThat(locate("{\"a\":1,\n \"b\":[2, ", "/b/1")).isEqualTo(new TextPosition(2, 6));
    assertThat(locate("", "/a")).isEqualTo(TextPosition.START);
  }

  private static TextPosition locate(String text, String pointer) {
    JsonPointer wanted = JsonPointer.valueOf(pointer);
    return JsonPositions.locate(text, Set.of(wanted)).get(wanted);
  }
}
