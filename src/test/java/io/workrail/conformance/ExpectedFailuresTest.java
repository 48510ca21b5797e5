package io.workrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What may fail in the conformance suite is a decision, so each entry says why. */
class ExpectedFailuresTest {
  @Test
  void everyEntryHasAReason() throws IOException {
    assertThat(Files.readAllLines(Path.of("src/test/conformance/expected-failures.yml")))
        .filteredOn(line -> line.strip().startsWith("- "))
        .isNotEmpty()
        .allMatch(line -> line.matches(" *- [a-z0-9:-]+ # \\S.*"));
  }
}
