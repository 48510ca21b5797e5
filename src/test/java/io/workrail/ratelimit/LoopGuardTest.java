package io.workrail.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopGuardTest {
  private final FakeTicker time = new FakeTicker();
  private final LoopGuard guard = new LoopGuard(time);

  @Test
  void twentyIdenticalCallsInAMinuteAreFineTheNextIsALoop() {
    assertThat(repeat(LoopGuard.TOLERATED, "a", "x")).isZero();
    assertThat(repeat(30, "a", "x")).isEqualTo(30);
  }

  @Test
  void theMinuteSlides() {
    repeat(10, "a", "x");
    time.advance(Duration.ofSeconds(40));
    repeat(10, "a", "x");
    time.advance(Duration.ofSeconds(21));
    assertThat(repeat(10, "a", "x")).isZero();
    assertThat(repeat(1, "a", "x")).isEqualTo(1);
  }

  @Test
  void slowRepetitionIsNoLoop() {
    for (int n = 0; n < 100; n++) {
      assertThat(repeat(1, "a", "x")).isZero();
      time.advance(Duration.ofSeconds(4));
    }
  }

  @Test
  void otherArgumentsToolsAndSubjectsAreOtherCalls() {
    repeat(LoopGuard.TOLERATED, "a", "x");
    assertThat(repeat(1, "a", "y")).isZero();
    assertThat(repeat(1, "b", "x")).isZero();
    assertThat(guard.isLoop("a", "another_tool", arguments("x"))).isFalse();
    assertThat(repeat(1, "a", "x")).isEqualTo(1);
  }

  @Test
  void theOrderOfMembersMakesNoDifference() {
    for (int n = 0; n < LoopGuard.TOLERATED; n++) {
      guard.isLoop("a", "tool", JsonNodeFactory.instance.objectNode().put("p", 1).put("q", 2));
    }
    assertThat(
            guard.isLoop(
                "a", "tool", JsonNodeFactory.instance.objectNode().put("q", 2).put("p", 1)))
        .isTrue();
  }

  private int repeat(int times, String subject, String value) {
    int loops = 0;
    for (int n = 0; n < times; n++) {
      loops += guard.isLoop(subject, "tool", arguments(value)) ? 1 : 0;
    }
    return loops;
  }

  private static ObjectNode arguments(String value) {
    return JsonNodeFactory.instance.objectNode().put("value", value);
  }
}
