package io.workrail.backup.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.backup.archive.Manifest;
import io.workrail.backup.archive.TarBall;
import io.workrail.backup.restore.RestoreException.Code;
import io.workrail.storage.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that were made to do harm are refused before anything is written. */
class HostileArchivesTest {
  private static final String SESSIONS = "tables/sessions.ndjson";

  @TempDir Path folder;
  private Site site;
  private List<Path> before;

  @BeforeEach
  void open() throws IOException {
    site = Site.of(Dialect.SQLITE, folder.resolve("data"));
    site.start();
    before = OnDisk.listing(folder);
  }

  @AfterEach
  void nothingIsWritten() throws IOException {
    Files.deleteIfExists(folder.resolve("a.tar.gz"));
    assertThat(OnDisk.listing(folder)).isEqualTo(before);
    assertThat(site.count("sessions")).isEqualTo(1);
    assertThat(site.audited).isEmpty();
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.json",
        "/tmp/outside.json",
        "workflows/0/../../../outside.json",
        "workflows/0/..",
        "restore.journal",
        "workrail.db"
      })
  void namesThatLeadAway(String name) throws Exception {
    Map<String, String> contents = Map.of(name, "x");
    assertRefused(new TarBall().add(TarBall.manifest(contents)).add(name, "x"));
  }

  @Test
  void links() throws Exception {
    assertRefused(
        announced()
            .addSpecial("workflows/0/passwords.json", TarConstants.LF_SYMLINK, "/etc/passwd"));
    assertRefused(announced().addSpecial(SESSIONS, TarConstants.LF_LINK, "/etc/passwd"));
  }

  @Test
  void devicesAndPipes() throws Exception {
    assertRefused(announced().addSpecial("workflows/0/a.json", TarConstants.LF_CHR, ""));
    assertRefused(announced().addSpecial("workflows/0/a.json", TarConstants.LF_BLK, ""));
    assertRefused(announced().addSpecial("workflows/0/a.json", TarConstants.LF_FIFO, ""));
  }

  @Test
  void entriesThatAreThereTwice() throws Exception {
    assertRefused(announced().add(SESSIONS, "{}\n").add(SESSIONS, "{}\n"));
  }

  @Test
  void bombs() throws Exception {
    assertRefused(announced().add(SESSIONS, "{}\n".repeat(30_000_000)));
  }

  @Test
  void aNewerFormatOrSchemaIsToldWithTheRelease() throws Exception {
    Manifest newer =
        Manifest.of("9.9.9", Instant.EPOCH, 9_999, new Manifest.Counts(Map.of(), 0), List.of());
    assertThat(assertRefused(new TarBall().add(newer)))
        .contains("schema version 9999", "WorkRail 9.9.9");
    assertThat(
            assertRefused(
                new TarBall().add("manifest.json", "{\"format\":2,\"release\":\"9.9.9\"}")))
        .contains("format 2", "WorkRail 9.9.9");
  }

  @Test
  void filesThatAreNoArchive() throws Exception {
    Path file = folder.resolve("a.tar.gz");
    Files.writeString(file, "letters to my mother");
    assertRefused(file);
    Files.write(file, new byte[0]);
    assertRefused(file);
    byte[] whole = announced().add(SESSIONS, "{}\n").bytes();
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(file);
    Files.delete(file);
    assertRefused(file);
  }

  @Test
  void rowsThatFitNoTable() throws Exception {
    Map<String, String> contents = new LinkedHashMap<>();
    contents.put(SESSIONS, "{\"secrets\":1}\n");
    assertThat(
            assertRefused(
                new TarBall()
                    .add(TarBall.manifest(contents))
                    .add(SESSIONS, contents.get(SESSIONS))))
        .contains("The archive has the tables []");
  }

  /** A manifest that announces one table. */
  private static TarBall announced() {
    return new TarBall().add(TarBall.manifest(Map.of(SESSIONS, "{}\n")));
  }

  private String assertRefused(TarBall ball) throws IOException {
    return assertRefused(ball.in(folder.resolve("a.tar.gz")));
  }

  private String assertRefused(Path archive) {
    RestoreException refusal =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            RestoreException.class, () -> site.restore(archive));
    assertThat(refusal).as("refused").isNotNull();
    assertThat(refusal.code()).isEqualTo(Code.ARCHIVE);
    assertThat(refusal.getMessage().getBytes(UTF_8).length).isLessThan(4_000);
    return refusal.getMessage();
  }
}
