package io.workrail.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceContextTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN_ID = "00f067aa0ba902b7";
  private static final String VALID = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";

  @Test
  void readsAndPassesOn() {
    TraceContext trace = TraceContext.read(VALID, "vendor=abc").orElseThrow();
    assertThat(trace.traceId()).isEqualTo(TRACE_ID);
    assertThat(trace.spanId()).isEqualTo(SPAN_ID);
    assertThat(trace.fields()).isEqualTo(Map.of("traceparent", VALID, "tracestate", "vendor=abc"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nlevel=ERROR"
      })
  void whatBreaksTheRulesIsNoTrace(String parent) {
    assertThat(TraceContext.read(parent, null)).isEmpty();
  }

  @Test
  void laterVersionsMayHaveMoreParts() {
    String later = "cc-" + TRACE_ID + "-" + SPAN_ID + "-01-what-the-future-brings";
    assertThat(TraceContext.read(later, null).orElseThrow().fields())
        .isEqualTo(Map.of("traceparent", VALID));
  }

  @Test
  void aStateThatIsNoTextIsLeftOut() {
    assertThat(TraceContext.read(VALID, "a=\u0000").orElseThrow().state()).isEmpty();
    assertThat(TraceContext.read(VALID, "x".repeat(513)).orElseThrow().state()).isEmpty();
  }

  @Test
  void standsInTheLogAsLongAsItLasts() {
    TraceContext trace = TraceContext.read(VALID, null).orElseThrow();
    try (TraceContext.Scope scope = trace.enter()) {
      assertThat(TraceContext.current()).hasValue(trace);
      assertThat(MDC.get("traceId")).isEqualTo(TRACE_ID);
      assertThat(MDC.get("spanId")).isEqualTo(SPAN_ID);
    }
    assertThat(TraceContext.current()).isEqualTo(Optional.empty());
    assertThat(MDC.get("traceId")).isNull();
  }
}
