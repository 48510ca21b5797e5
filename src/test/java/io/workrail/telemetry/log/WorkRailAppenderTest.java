package io.workrail.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.async.AsyncLoggingEventAppenderFactory;
import io.dropwizard.logging.common.filter.ThresholdLevelFilterFactory;
import io.dropwizard.logging.common.layout.DropwizardLayoutFactory;
import io.workrail.configuration.CommandFailedException;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.telemetry.CallStatus;
import io.workrail.telemetry.ObservedCall;
import io.workrail.telemetry.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.KeyValuePair;
import org.slf4j.spi.LoggingEventBuilder;

/** What ends up in the files of the log. */
class WorkRailAppenderTest {
  @TempDir Path data;

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void fields() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void theFinestLinesOfLibrariesAreNotWrittenBecauseTheyShowHeaders() throws Exception {
    start("production");
    Logger library = context.getLogger("org.eclipse.jetty.http.HttpParser");
    Logger own = context.getLogger("io.workrail.auth.Credentials");
    library.setLevel(Level.TRACE);
    own.setLevel(Level.TRACE);
    assertThat(library.isDebugEnabled()).isFalse();
    assertThat(library.isInfoEnabled()).isTrue();
    assertThat(own.isTraceEnabled()).isTrue();
  }

  @Test
  void everyLineIsJsonWithTheFieldsOfItsRequest() throws Exception {
    Logger log = start("production");
    context.getMDCAdapter().put("requestId", "r-1");
    context.getMDCAdapter().put("subject", "ada");
    log.info("first\nline \"quoted\"");
    log.error("second", new IllegalStateException("broken"));
    context.stop();

    List<JsonNode> combined = lines("combined.log");
    assertThat(combined).hasSize(2);
    assertThat(combined.get(0).fieldNames())
        .toIterable()
        .startsWith("timestamp", "level", "logger", "message")
        .endsWith("service");
    assertThat(combined.get(0).path("message").asText()).isEqualTo("first\nline \"quoted\"");
    assertThat(combined.get(0).path("requestId").asText()).isEqualTo("r-1");
    assertThat(combined.get(0).path("subject").asText()).isEqualTo("ada");
    assertThat(combined.get(0).path("service").asText()).isEqualTo("workrail");
    assertThat(Instant.parse(combined.get(0).path("timestamp").asText())).isNotNull();
    assertThat(combined.get(1).path("stack").asText())
        .startsWith("java.lang.IllegalStateException: broken")
        .contains("WorkRailAppenderTest");
  }

  @Test
  void errorsStandInAFileOfTheirOwnToo() throws Exception {
    Logger log = start("development");
    log.warn("careful");
    log.error("broken");
    context.stop();
    assertThat(lines("error.log"))
        .extracting(line -> line.path("message").asText())
        .containsExactly("broken");
    assertThat(lines("combined.log")).hasSize(2);
  }

  @Test
  void theLineOfACallHasItsPairsAsTheyAre() throws Exception {
    Logger log = start("production");
    log.atInfo().addKeyValue("method", "tools/call").addKeyValue("duration", 1.25).log("Call");
    context.stop();
    JsonNode line = lines("combined.log").get(0);
    assertThat(line.path("method").asText()).isEqualTo("tools/call");
    assertThat(line.path("duration").isNumber()).isTrue();
    assertThat(line.path("duration").asDouble()).isEqualTo(1.25);
  }

  @Test
  void theCallLogSaysWhatACallWas() {
    ObservedCall call =
        new ObservedCall(
            "tools/call",
            Optional.of("workflow_next"),
            CallStatus.TOOL_ERROR,
            Duration.ofNanos(1_234_567));
    assertThat(logged(Level.WARN, call)).isEmpty();
    assertThat(logged(Level.INFO, call))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.getKeyValuePairs())
                    .containsExactly(
                        new KeyValuePair("method", "tools/call"),
                        new KeyValuePair("tool", "workflow_next"),
                        new KeyValuePair("status", "tool_error"),
                        new KeyValuePair("duration", 1.235)));
  }

  @Test
  void theLineOfARefusedCallSaysWhatTheClientWasAnsweredAndWhy() throws Exception {
    ObservedCall call =
        new ObservedCall(
            "ping",
            Optional.empty(),
            CallStatus.REFUSED,
            Duration.ofMillis(1),
            Optional.of(Refusal.of(413)));
    List<KeyValuePair> pairs = logged(Level.INFO, call).get(0).getKeyValuePairs();
    assertThat(pairs)
        .containsExactly(
            new KeyValuePair("method", "ping"),
            new KeyValuePair("status", "refused"),
            new KeyValuePair("httpStatus", 413),
            new KeyValuePair("reason", "too_large"),
            new KeyValuePair("duration", 1.0));

    LoggingEventBuilder line = start("production").atInfo();
    pairs.forEach(pair -> line.addKeyValue(pair.key, pair.value));
    line.log("Call");
    context.stop();
    assertThat(Files.readString(data.resolve("logs/combined.log")))
        .contains("\"httpStatus\":413,\"reason\":\"too_large\"");
  }

  private static List<ILoggingEvent> logged(Level level, ObservedCall call) {
    Logger log = (Logger) org.slf4j.LoggerFactory.getLogger(CallLog.LOGGER);
    RecordingAppender appender = new RecordingAppender();
    appender.start();
    log.addAppender(appender);
    log.setLevel(level);
    try {
      new CallLog().observed(call);
    } finally {
      log.setLevel(null);
      log.detachAppender(appender);
    }
    return appender.events;
  }

  @Test
  void aFolderThatCannotBeWrittenStopsTheStart() throws Exception {
    Files.writeString(data.resolve("logs"), "a file in its place");
    assertThatThrownBy(() -> start("production"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("LOG_DIR");
  }

  private Logger start(String environment) throws IOException {
    AppenderFactory<ILoggingEvent> factory = factory(environment);
    Appender<ILoggingEvent> appender =
        factory.build(
            context,
            "workrail",
            new DropwizardLayoutFactory(),
            new ThresholdLevelFilterFactory(),
            new AsyncLoggingEventAppenderFactory());
    Logger log = context.getLogger("io.workrail.test");
    log.addAppender(appender);
    return log;
  }

  /** As the configuration makes it: the type is found by its name. */
  @SuppressWarnings("unchecked")
  private AppenderFactory<ILoggingEvent> factory(String environment) {
    return Jackson.newObjectMapper()
        .convertValue(
            Map.of(
                "type",
                "workrail",
                "environment",
                environment,
                "directory",
                data.resolve("logs").toString()),
            AppenderFactory.class);
  }

  private List<JsonNode> lines(String file) throws Exception {
    return Files.readAllLines(data.resolve("logs").resolve(file)).stream()
        .map(WorkRailAppenderTest::parse)
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return StrictJson.parse(line);
    } catch (MalformedJsonException e) {
      throw new AssertionError(line, e);
    }
  }
}
