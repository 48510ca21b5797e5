package io.workrail.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.workrail.Await;
import io.workrail.SettableClock;
import io.workrail.outage.LogRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuedAuditLogTest {
  private static final AuditEvent EVENT = AuditEvent.of("test.event");

  private final SettableClock clock = new SettableClock();
  @TempDir Path data;
  private AuditFolder folder;
  private AuditAppender appender;

  @BeforeEach
  void open() throws IOException {
    folder = new AuditFolder(data.resolve("audit"));
    appender = new AuditAppender(folder, 1_000_000, clock);
    appender.open();
  }

  @Test
  void writesEverythingBeforeItStops() throws Exception {
    QueuedAuditLog log = new QueuedAuditLog(appender, clock, 5_000);
    log.start();
    IntStream.range(0, 3_000).parallel().forEach(number -> log.record(EVENT));
    log.stop();
    AuditReport report = new AuditVerifier(folder).verify(1);
    assertThat(report.isIntact()).isTrue();
    assertThat(report.entries()).isEqualTo(3_000);
  }

  @Test
  void whatMustBeNotedIsOnTheDiskWhenTheCallReturns() throws Exception {
    QueuedAuditLog log = new QueuedAuditLog(appender, clock, 10);
    log.start();
    log.recordDurably(EVENT);
    assertThat(new AuditVerifier(folder).verify(1).entries()).isEqualTo(1);
    log.stop();
  }

  @Test
  void whatDoesNotFitIsCountedAndTheCountIsWritten() throws Exception {
    QueuedAuditLog log = new QueuedAuditLog(appender, clock, 10);
    IntStream.range(0, 13).forEach(number -> log.record(EVENT));
    assertThat(log.dropped()).isEqualTo(3);
    assertThatExceptionOfType(AuditUnavailableException.class)
        .isThrownBy(() -> log.recordDurably(EVENT));
    log.start();
    log.stop();
    assertThat(log.dropped()).isZero();
    assertThat(Files.readString(folder.current())).contains("\"audit.dropped\",\"count\":4");
    AuditReport report = new AuditVerifier(folder).verify(1);
    assertThat(report.entries()).isEqualTo(11);
    assertThat(report.notes()).singleElement().asString().contains("4 events");
  }

  @Test
  void aLogThatCannotBeWrittenKeepsItsEvents() throws Exception {
    Path away = Files.move(folder.path(), data.resolve("away"));
    QueuedAuditLog log = new QueuedAuditLog(appender, clock, 10);
    log.record(EVENT);
    try (LogRecorder recorder = new LogRecorder(QueuedAuditLog.class)) {
      log.start();
      Await.until("the failure is told", () -> recorder.traces() == 1);
      assertThat(recorder.lines()).singleElement().asString().contains("cannot be written");
      assertThat(folder.path()).as("made by nobody").doesNotExist();
      Files.move(away, folder.path());
      log.recordDurably(EVENT);
      log.stop();
      assertThat(recorder.lines()).last().asString().contains("It works again");
    }
    assertThat(entries()).isEqualTo(2);
  }

  private long entries() throws IOException {
    return new AuditVerifier(folder).verify(1).entries();
  }
}
