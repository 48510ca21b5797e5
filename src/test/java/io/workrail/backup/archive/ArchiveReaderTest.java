package io.workrail.backup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.workrail.backup.archive.ArchiveFault.Kind;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
  private static final String SESSIONS = "tables/sessions.ndjson";
  private static final String EVENTS = "tables/session_events.ndjson";
  private static final String DOCUMENT = "workflows/0/team/code review ü.json";
  private static final int SCHEMA = 3;

  @TempDir Path folder;
  private final ArchiveReader reader = new ArchiveReader(SCHEMA);

  @Test
  void aWrittenArchiveIsWholeAndHandsOverWhatWentIn() throws IOException {
    Path archive = written(contents());

    Verification verification = reader.verify(archive);
    Map<String, String> read = new LinkedHashMap<>();
    reader.readEach(
        archive,
        verification,
        (name, content) -> read.put(name, new String(content.readAllBytes(), UTF_8)));

    assertThat(verification.faults()).isEmpty();
    assertThat(verification.size()).isEqualTo(Files.size(archive));
    assertThat(verification.sha256()).isEqualTo(Sha256.of(Files.readAllBytes(archive)));
    assertThat(verification.manifest().orElseThrow().counts().tables())
        .containsEntry("sessions", 2L);
    assertThat(read).isEqualTo(contents());
  }

  @Test
  void theSameContentGivesTheSameBytesAndAnotherTimeTheSameContentDigest() throws IOException {
    Path first = written(contents());
    byte[] bytes = Files.readAllBytes(first);
    Manifest manifest = reader.verify(first).manifest().orElseThrow();

    assertThat(Files.readAllBytes(written(contents()))).isEqualTo(bytes);
    Manifest later =
        Manifest.of("2.0.0", Instant.MAX, SCHEMA, manifest.counts(), manifest.entries());
    assertThat(later.contentDigest()).isEqualTo(manifest.contentDigest());
    assertThat(later.digest()).isNotEqualTo(manifest.digest());
  }

  @Test
  void namesAnEntryThatIsMissing() throws IOException {
    assertFault(ball().add(SESSIONS, contents().get(SESSIONS)), Kind.MISSING, EVENTS);
  }

  @Test
  void namesAnEntryThatNobodyAnnounced() throws IOException {
    assertFault(whole().add("tables/others.ndjson", "{}\n"), Kind.EXTRA, "tables/others.ndjson");
  }

  @Test
  void namesAnEntryWithAFlippedBit() throws IOException {
    Map<String, String> changed = contents();
    changed.put(EVENTS, contents().get(EVENTS).replace('2', '3'));

    assertFault(ball().addAll(changed), Kind.DAMAGED, EVENTS);
  }

  @Test
  void namesAnEntryThatIsShorterOrLonger() throws IOException {
    Map<String, String> shorter = contents();
    shorter.put(EVENTS, "{}\n");
    assertFault(ball().addAll(shorter), Kind.TRUNCATED, EVENTS);

    Map<String, String> longer = contents();
    longer.put(EVENTS, contents().get(EVENTS).repeat(2));
    assertFault(ball().addAll(longer), Kind.TOO_LARGE, EVENTS);
  }

  @Test
  void namesAnEntryThatIsThereTwice() throws IOException {
    assertFault(whole().add(SESSIONS, contents().get(SESSIONS)), Kind.DUPLICATE, SESSIONS);
  }

  @Test
  void namesTheEntryInWhichTheFileEndsAndThoseBehindIt() throws IOException {
    Map<String, String> large = contents();
    large.put(EVENTS, noise(200_000));
    Path archive = written(large);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));

    List<ArchiveFault> faults = reader.verify(archive).faults();

    assertThat(faults)
        .extracting(ArchiveFault::kind, ArchiveFault::entry)
        .containsExactly(tuple(Kind.TRUNCATED, EVENTS), tuple(Kind.MISSING, DOCUMENT));
    assertThat(faults.get(1).message()).contains("breaks off before it");
  }

  @Test
  void everyShorterFileHasAFault() throws IOException {
    byte[] bytes = Files.readAllBytes(written(contents()));
    for (int length = 0; length < bytes.length; length++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
      assertThat(reader.verify(cut).faults()).as("of the first " + length + " bytes").isNotEmpty();
    }
  }

  @Test
  void everyDamagedByteOfTheFileIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(written(contents()));
    Path flipped = folder.resolve("flipped");
    // The bytes of the head that hold a time, a level and a system say nothing about the content.
    for (int index = 10; index < bytes.length; index++) {
      bytes[index] ^= (byte) 0xff;
      assertThat(reader.verify(Files.write(flipped, bytes)).faults())
          .as("of byte " + index)
          .isNotEmpty();
      bytes[index] ^= (byte) 0xff;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.json",
        "/etc/passwd",
        "workflows/0/../../outside.json",
        "workflows/0/..",
        "workflows/0//two.json",
        "workflows\\0\\windows.json",
        "workflows/0/./here.json",
        "workflows/x/a.json",
        "workflows/0/a.sh",
        "tables/../x.ndjson",
        "secrets/jwt",
        "workflows/0/new\nline.json"
      })
  void refusesNamesThatLeadAway(String name) throws IOException {
    List<ArchiveFault> faults = verify(whole().add(name, "x")).faults();

    assertThat(faults).extracting(ArchiveFault::kind).containsExactly(Kind.UNSAFE_NAME);
    assertThat(faults.get(0).entry()).isEqualTo(name.replace('\n', '\uFFFD'));
  }

  @Test
  void refusesAManifestThatAnnouncesSuchNames() throws IOException {
    Map<String, String> contents = Map.of("../outside.json", "x");

    assertThat(verify(new TarBall().add(TarBall.manifest(contents)).addAll(contents)).faults())
        .extracting(ArchiveFault::kind)
        .contains(Kind.UNSAFE_NAME);
  }

  @Test
  void refusesLinksDevicesFoldersAndPipesUnderTheNameOfAnEntry() throws IOException {
    for (byte kind :
        new byte[] {
          TarConstants.LF_SYMLINK,
          TarConstants.LF_LINK,
          TarConstants.LF_CHR,
          TarConstants.LF_BLK,
          TarConstants.LF_FIFO
        }) {
      TarBall ball =
          ball()
              .addSpecial(SESSIONS, kind, "/etc/passwd")
              .add(EVENTS, contents().get(EVENTS))
              .add(DOCUMENT, contents().get(DOCUMENT));

      assertFault(ball, Kind.NOT_A_FILE, SESSIONS);
    }
    assertFault(
        whole().addSpecial("workflows/0/", TarConstants.LF_DIR, ""),
        Kind.NOT_A_FILE,
        "workflows/0/");
  }

  @Test
  void readsNoMoreOfABombThanTheManifestAllows() throws IOException {
    TarBall bomb = whole().add("tables/bomb.ndjson", new byte[65 * 1024 * 1024]);

    List<ArchiveFault> faults = verify(bomb).faults();

    assertThat(faults).extracting(ArchiveFault::entry).contains("tables/bomb.ndjson");
    assertThat(faults.get(1).message()).contains("too large");
  }

  @Test
  void aHeaderCannotFillTheMemory() throws IOException {
    TarBall ball = whole();
    ball.add("workflows/0/" + "a".repeat(70_000) + ".json", "x");

    assertThat(verify(ball).faults()).isNotEmpty();
  }

  @Test
  void refusesAnArchiveOfANewerFormatWithTheReleaseThatReadsIt() throws IOException {
    byte[] newer =
        StrictJson.writeBytes(
            StrictJson.mapper().createObjectNode().put("format", 2).put("release", "9.1.0"));

    List<ArchiveFault> faults = verify(new TarBall().add(Manifest.NAME, newer)).faults();

    assertThat(faults).extracting(ArchiveFault::kind).containsExactly(Kind.NEWER_FORMAT);
    assertThat(faults.get(0).message()).contains("format 2", "WorkRail 9.1.0", "up to 1");
  }

  @Test
  void refusesADatabaseThatIsNewerThanThisRelease() throws IOException {
    Manifest manifest = TarBall.manifest(SCHEMA + 1, contents());

    List<ArchiveFault> faults = verify(new TarBall().add(manifest).addAll(contents())).faults();

    assertThat(faults).extracting(ArchiveFault::kind).containsExactly(Kind.NEWER_SCHEMA);
    assertThat(faults.get(0).message()).contains("version 4", "up to 3");
  }

  @Test
  void noticesAManifestThatWasChanged() throws IOException {
    byte[] changed =
        new String(TarBall.manifest(contents()).bytes(), UTF_8)
            .replace("\"release\":\"test\"", "\"release\":\"tess\"")
            .getBytes(UTF_8);

    assertThat(verify(new TarBall().add(Manifest.NAME, changed).addAll(contents())).faults())
        .extracting(ArchiveFault::message)
        .contains(
            "manifest.json is damaged: it was changed after it was written: its digest differs");
  }

  @Test
  void whatStandsBehindTheEndIsAFault() throws IOException {
    byte[] bytes = whole().bytes();
    byte[] more = Arrays.copyOf(bytes, bytes.length + 1);

    assertThat(reader.verify(Files.write(folder.resolve("more"), more)).faults())
        .extracting(ArchiveFault::kind)
        .containsExactly(Kind.UNREADABLE);
  }

  @Test
  void aFileThatIsNoArchiveIsToldAsSuch() throws IOException {
    for (byte[] bytes :
        List.of(new byte[0], "hello".getBytes(UTF_8), TarBall.packed("hello".getBytes(UTF_8)))) {
      assertThat(reader.verify(Files.write(folder.resolve("none"), bytes)).faults()).isNotEmpty();
    }
    assertThat(reader.verify(folder.resolve("absent")).faults().get(0).message())
        .contains("there is no file");
    assertThat(reader.verify(folder).faults()).hasSize(1);
  }

  @Test
  void aFileThatWasReplacedAfterItsVerificationIsNotTaken() throws IOException {
    Path archive = written(contents());
    Verification verification = reader.verify(archive);
    Map<String, String> other = contents();
    other.put(SESSIONS, "{\"other\":1}\n");
    Files.copy(written(other), archive, StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> reader.readEach(archive, verification, (name, content) -> {}))
        .hasMessageContaining("changed while it was read");
  }

  @Test
  void theFailureOfWhoeverTakesTheEntriesIsItsOwn() throws IOException {
    Path archive = written(contents());
    Verification verification = reader.verify(archive);

    assertThatThrownBy(
            () ->
                reader.readEach(
                    archive,
                    verification,
                    (name, content) -> {
                      throw new IOException("no space");
                    }))
        .hasMessage("no space");
  }

  private void assertFault(TarBall ball, Kind kind, String entry) throws IOException {
    List<ArchiveFault> faults = verify(ball).faults();
    assertThat(faults)
        .filteredOn(fault -> fault.entry().equals(entry))
        .extracting(ArchiveFault::kind)
        .containsExactly(kind);
    assertThat(faults.get(0).message()).startsWith(faults.get(0).entry());
  }

  private Verification verify(TarBall ball) throws IOException {
    return reader.verify(ball.in(folder.resolve("ball")));
  }

  private static TarBall ball() {
    return new TarBall().add(TarBall.manifest(contents()));
  }

  private static TarBall whole() {
    return ball().addAll(contents());
  }

  private static Map<String, String> contents() {
    Map<String, String> contents = new LinkedHashMap<>();
    contents.put(SESSIONS, "{\"id\":1}\n{\"id\":2}\n");
    contents.put(EVENTS, "{\"seq\":1}\n{\"seq\":2}\n");
    contents.put(DOCUMENT, "{\"id\":\"code-review\"}");
    return contents;
  }

  private static String noise(int length) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    random.ints(length, 33, 126).forEach(unit -> text.append((char) unit));
    return text.toString();
  }

  private Path written(Map<String, String> contents) throws IOException {
    Path file = Files.createTempFile(folder, "written", ".tar.gz");
    Path scratch = Files.createTempFile(folder, "scratch", "");
    try (Spool spool = Spool.in(scratch)) {
      for (Map.Entry<String, String> content : contents.entrySet()) {
        spool.add(
            content.getKey(),
            out -> {
              out.write(content.getValue().getBytes(UTF_8));
              return true;
            });
      }
      Manifest manifest =
          Manifest.of(
              "1.0.0",
              Instant.EPOCH,
              SCHEMA,
              new Manifest.Counts(Map.of("sessions", 2L), 1),
              spool.entries());
      ArchiveWriter.write(file, manifest, spool);
    }
    return file;
  }
}
