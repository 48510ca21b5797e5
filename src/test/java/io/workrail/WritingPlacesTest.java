package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.WritingPlaces.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on who looks is a warning, never a refusal. */
class WritingPlacesTest {
  @TempDir Path temp;

  @Test
  void foldersThatCanBeMadeAreNoMatter() {
    WritingPlaces places = new WritingPlaces(temp.resolve("data"), temp.resolve("logs"));
    assertThat(places.problems()).isEmpty();
    assertThat(places.warnings(new User("ada"))).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void whatNobodyCanMakeIsAProblemAndNoWarningMore() {
    WritingPlaces places = new WritingPlaces(Path.of("/proc/nope"), Path.of("/proc/logs"));
    assertThat(places.problems())
        .extracting(problem -> problem.key())
        .containsExactly("dataDirectory", "logDirectory");
  }

  @Test
  void whatThisUserMayNotWriteIsAWarningInTheWordsOfTheStart() throws IOException {
    Path closed = Files.createDirectory(temp.resolve("closed"));
    User ada = new User("ada", place -> !place.equals(closed));
    WritingPlaces missing = new WritingPlaces(closed.resolve("data"), closed.resolve("logs"));
    assertThat(missing.problems()).isEmpty();
    assertThat(missing.warnings(ada))
        .containsExactly(
            WritingPlaces.unmadeData(closed.resolve("data")) + " (for ada, who runs this)",
            "the log %s cannot be written; give it to the user of the server or set LOG_DIR (for ada, who runs this)"
                .formatted(closed.resolve("logs")));
    assertThat(new WritingPlaces(closed, temp).warnings(ada))
        .singleElement()
        .asString()
        .startsWith("the data folder " + closed + " cannot be written");
  }
}
