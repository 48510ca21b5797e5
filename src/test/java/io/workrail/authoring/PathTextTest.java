package io.workrail.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathTextTest {
  private final List<Visit> visits = new ArrayList<>();

  @Test
  void foldsEqualRounds() {
    outside("a");
    inside("loop", 1, "b", "c");
    inside("loop", 2, "b", "c");
    inside("loop", 3, "b");
    inside("next", 1, "d");
    outside("e");

    assertThat(PathText.of(visits)).isEqualTo("a, (b, c) ×2, (b), (d), e");
  }

  @Test
  void isEmptyForAWalkWithoutSteps() {
    assertThat(PathText.of(visits)).isEmpty();
  }

  private void outside(String id) {
    visits.add(new Visit(id, Optional.empty()));
  }

  private void inside(String loop, int round, String... ids) {
    for (String id : ids) {
      visits.add(new Visit(id, Optional.of(new Round(loop, round))));
    }
  }
}
