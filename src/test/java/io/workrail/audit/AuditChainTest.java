package io.workrail.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.workrail.SettableClock;
import io.workrail.audit.AuditLine.Noted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is appended can be verified, and every way to change it afterwards is found and named. */
class AuditChainTest {
  private static final long LARGE = 1_000_000;

  private final SettableClock clock = new SettableClock();
  @TempDir Path data;
  private AuditFolder folder;

  @BeforeEach
  void makeFolder() {
    folder = new AuditFolder(data.resolve("audit"));
  }

  @Test
  void whatWasAppendedIsIntact() throws IOException {
    append(LARGE, 5);
    AuditReport report = verify();
    assertThat(report.isIntact()).isTrue();
    assertThat(report.entries()).isEqualTo(5);
    assertThat(lines().get(4)).contains(report.lastHash()).contains("\"type\":\"test.event\"");
  }

  @Test
  void onlyTheOwnerReadsTheFiles() throws IOException {
    append(LARGE, 1);
    assertThat(permissions(folder.path())).isEqualTo("rwx------");
    assertThat(permissions(folder.current())).isEqualTo("rw-------");
  }

  @Test
  void anEmptyLogIsIntact() throws IOException {
    new AuditAppender(folder, LARGE, clock).open();
    assertThat(verify().isIntact()).isTrue();
    assertThat(verify().entries()).isZero();
  }

  @Test
  void theChainGoesOnOverFiles() throws IOException {
    append(600, 20);
    assertThat(folder.segments()).hasSizeGreaterThan(4);
    assertThat(folder.segments().get(0).getFileName()).hasToString("audit-000000000001.jsonl");
    assertThat(verify().isIntact()).isTrue();
    assertThat(verify().entries()).isEqualTo(20);
  }

  @Test
  void aFolderThatGoesAwayIsNotMadeAnewAndTheChainGoesOnWhenItIsBack() throws IOException {
    append(LARGE, 3);
    AuditAppender running = new AuditAppender(folder, LARGE, clock);
    for (int outage = 0; outage < 2; outage++) {
      Path away = Files.move(data.resolve("audit"), data.resolve("away"));
      assertThatIOException()
          .isThrownBy(() -> running.append(events(1)))
          .withMessageContaining("the folder of the audit log " + folder.path() + " is gone");
      Files.createDirectory(folder.path());
      assertThatIOException()
          .as("an empty folder is not the log")
          .isThrownBy(() -> running.append(events(1)));
      assertThat(folder.path()).isEmptyDirectory();
      Files.delete(folder.path());
      Files.move(away, folder.path());
      running.append(events(2));
    }
    assertThat(verify().faults()).isEmpty();
    assertThat(verify().entries()).isEqualTo(7);
  }

  @Test
  void nothingIsWrittenIntoAnotherLogThatComesInTheMiddle() throws IOException {
    AuditFolder other = new AuditFolder(data.resolve("other"));
    new AuditAppender(other, LARGE, clock).open();
    append(LARGE, 3);
    Files.writeString(folder.current(), "{\"seq\":4,\"ti", StandardOpenOption.APPEND);
    List<Noted> one = events(1);
    Runnable swap = () -> swap(folder.path(), other.path(), data.resolve("spare"));
    AuditAppender running = new AuditAppender(folder, LARGE, new ActingClock(swap));
    // The torn line is noted, with the time, when the end was read and nothing is written yet.
    assertThatIOException()
        .isThrownBy(() -> running.append(one))
        .isInstanceOf(FolderGoneException.class);
    assertThat(verify().entries()).isZero();
    swap.run();
    running.append(one);
    assertThat(verify().faults()).isEmpty();
    assertThat(verify().entries()).isEqualTo(4);
  }

  @Test
  void twoWritersShareOneChain() throws IOException {
    AuditAppender server = new AuditAppender(folder, 600, clock);
    server.open();
    AuditAppender command = new AuditAppender(folder, 600, clock);
    for (int i = 0; i < 10; i++) {
      server.append(events(1));
      command.append(events(2));
    }
    assertThat(verify().isIntact()).isTrue();
    assertThat(verify().entries()).isEqualTo(30);
  }

  @Test
  void aChangedLineIsNamed() throws IOException {
    append(LARGE, 5);
    List<String> lines = lines();
    lines.set(2, lines.get(2).replace("\"number\":2", "\"number\":7"));
    write(lines);
    assertFaults("audit.jsonl:3: entry 3 was changed");
  }

  @Test
  void aReplacedLineWithAGoodHashIsNamed() throws IOException {
    append(LARGE, 5);
    List<String> lines = lines();
    AuditLine second = AuditLine.parse(lines.get(1).getBytes()).orElseThrow();
    AuditLine forged =
        AuditLine.of(
            second.position(),
            new Noted(AuditEvent.of("test.forged"), clock.instant(), Optional.empty()));
    lines.set(2, new String(forged.bytes()));
    write(lines);
    assertFaults("audit.jsonl:3: entry 3 was replaced by another one");
  }

  @Test
  void aReplacedLastLineIsNamed() throws IOException {
    append(LARGE, 3);
    List<String> lines = lines();
    AuditLine second = AuditLine.parse(lines.get(1).getBytes()).orElseThrow();
    AuditLine forged = AuditLine.of(second.position(), events(1).get(0));
    clock.advance(Duration.ofSeconds(1));
    lines.set(2, new String(forged.bytes()));
    write(lines);
    assertFaults("audit.jsonl:3: entry 3 is not the one that audit.head names");
  }

  @Test
  void missingLinesAreNamed() throws IOException {
    append(LARGE, 6);
    List<String> lines = lines();
    lines.subList(2, 4).clear();
    write(lines);
    assertFaults("audit.jsonl:3: entries 3 to 4 are missing");
  }

  @Test
  void missingLastLinesAreNamed() throws IOException {
    append(LARGE, 5);
    write(lines().subList(0, 4));
    assertFaults("audit.jsonl:4: entry 5 is missing");
  }

  @Test
  void missingFirstLinesAreNamedUnlessTheyWerePutAway() throws IOException {
    append(600, 20);
    Files.delete(folder.segments().get(0));
    long first = firstSeq();
    assertThat(verify().faults()).singleElement().asString().contains("entries 1 to");
    assertThat(new AuditVerifier(folder).verify(first).isIntact()).isTrue();
  }

  @Test
  void reorderedLinesAreNamed() throws IOException {
    append(LARGE, 6);
    List<String> lines = lines();
    lines.add(4, lines.remove(2));
    write(lines);
    assertFaults("audit.jsonl:5: entry 3 stands after entry 5");
  }

  @Test
  void aRepeatedLineIsNamed() throws IOException {
    append(LARGE, 4);
    List<String> lines = lines();
    lines.add(3, lines.get(1));
    write(lines);
    assertFaults("audit.jsonl:4: entry 2 stands here a second time");
  }

  @Test
  void whatIsNoLineIsNamed() throws IOException {
    append(LARGE, 4);
    List<String> lines = lines();
    lines.set(1, "{\"seq\":2");
    write(lines);
    assertFaults("audit.jsonl:2: where entry 2 should be stands something else");
  }

  @Test
  void aMissingHeadIsAFault() throws IOException {
    append(LARGE, 2);
    Files.delete(folder.path().resolve("audit.head"));
    assertThat(verify().faults()).singleElement().asString().contains("audit.head is missing");
  }

  @Test
  void aTornLineIsCutAndRecorded() throws IOException {
    append(LARGE, 2);
    Files.writeString(folder.current(), "{\"seq\":3,\"ti", StandardOpenOption.APPEND);
    assertThat(verify().isIntact()).isTrue();
    assertThat(verify().notes()).singleElement().asString().contains("torn line");
    new AuditAppender(folder, LARGE, clock).open();
    assertThat(lines()).hasSize(3);
    assertThat(lines().get(2)).contains("\"type\":\"audit.torn\",\"bytes\":12");
    assertThat(verify().isIntact()).isTrue();
  }

  @Test
  void lostLinesAreRecordedByTheNextWriterAndStayAFault() throws IOException {
    append(LARGE, 5);
    write(lines().subList(0, 3));
    append(LARGE, 1);
    assertThat(lines().get(3)).contains("audit.broken", "\"expectedLine\":5", "\"foundLine\":3");
    assertFaults(
        "audit.jsonl:4: entry 4 records that the log ended at entry 3 when it should have at"
            + " entry 5");
  }

  @Test
  void aCrashBetweenLineAndHeadIsNoLoss() throws IOException {
    append(LARGE, 2);
    Path head = folder.path().resolve("audit.head");
    String before = Files.readString(head);
    append(LARGE, 1);
    Files.writeString(head, before);
    assertThat(verify().isIntact()).isTrue();
    append(LARGE, 1);
    assertThat(lines()).hasSize(4).noneMatch(line -> line.contains("audit.broken"));
  }

  @Test
  void longTextsAreCutAndOddOnesKept() throws IOException {
    AuditEvent event =
        AuditEvent.of("test.odd")
            .with("long", "x".repeat(10_000))
            .with("odd", "\u0000\ud800 \u2028 ü \n\"");
    AuditAppender appender = new AuditAppender(folder, LARGE, clock);
    appender.open();
    appender.append(List.of(new Noted(event, clock.instant(), Optional.of("id"))));
    assertThat(lines()).singleElement().asString().hasSizeLessThan(1_000).contains("\"id\"");
    assertThat(verify().isIntact()).isTrue();
  }

  private void append(long maxFileSize, int count) throws IOException {
    AuditAppender appender = new AuditAppender(folder, maxFileSize, clock);
    appender.open();
    for (Noted event : events(count)) {
      appender.append(List.of(event));
    }
  }

  private static void swap(Path one, Path other, Path spare) {
    try {
      Files.move(one, spare);
      Files.move(other, one);
      Files.move(spare, other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Noted> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                new Noted(
                    AuditEvent.of("test.event").by("ada").with("number", number),
                    clock.instant(),
                    Optional.empty()))
        .toList();
  }

  private AuditReport verify() throws IOException {
    return new AuditVerifier(folder).verify(1);
  }

  private void assertFaults(String... expected) throws IOException {
    assertThat(verify().faults()).map(AuditFault::toString).containsExactly(expected);
  }

  private long firstSeq() throws IOException {
    String line = Files.readAllLines(folder.segments().get(0)).get(0);
    return AuditLine.parse(line.getBytes()).orElseThrow().seq();
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(folder.current()));
  }

  private void write(List<String> lines) throws IOException {
    Files.write(folder.current(), lines);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Does something when it is asked for the time. */
  private static final class ActingClock extends Clock {
    private final Runnable action;

    ActingClock(Runnable action) {
      this.action = action;
    }

    @Override
    public Instant instant() {
      action.run();
      return Instant.EPOCH;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
