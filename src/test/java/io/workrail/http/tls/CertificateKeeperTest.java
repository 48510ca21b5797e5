package io.workrail.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.configuration.CommandFailedException;
import io.workrail.http.tls.TestCertificates.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateKeeperTest {
  private static final Issued AUTHORITY = TestCertificates.authority("authority");
  private static final Issued EC = TestCertificates.server(TestCertificates.ec(), AUTHORITY);
  private static final Issued RSA = TestCertificates.server(TestCertificates.rsa(), AUTHORITY);
  private static final Issued EDWARDS =
      TestCertificates.server(TestCertificates.edwards(), AUTHORITY);

  @TempDir Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void name() {
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
  }

  record Form(Issued issued, String key) {}

  static Stream<Form> everyForm() {
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    return Stream.of(
        new Form(RSA, RSA.key()),
        new Form(RSA, RSA.traditionalKey()),
        new Form(EC, EC.key()),
        new Form(EC, EC.traditionalKey()),
        new Form(EC, parameters + EC.traditionalKey()),
        new Form(EDWARDS, EDWARDS.key()),
        new Form(EC, "Bag Attributes\n    friendlyName: x\n" + EC.key().replace("\n", "\r\n")));
  }

  @ParameterizedTest
  @MethodSource("everyForm")
  void takesEveryFormOfKey(Form form) throws Exception {
    assertThat(started(form.issued().pem(), form.key()).warning()).isEmpty();
  }

  @Test
  void theFormsAreWhatTheirNamesSay() {
    assertThat(RSA.traditionalKey()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    assertThat(EC.traditionalKey()).startsWith("-----BEGIN EC PRIVATE KEY-----");
    assertThat(EC.key()).startsWith("-----BEGIN PRIVATE KEY-----");
  }

  @Test
  void takesAChainInOrderAndRefusesAnother() throws Exception {
    Issued middle = TestCertificates.intermediate("middle", AUTHORITY);
    Issued leaf = TestCertificates.server(TestCertificates.ec(), middle);
    assertThat(started(leaf.pem() + middle.pem() + AUTHORITY.pem(), leaf.key()).warning())
        .isEmpty();
    assertRefused(leaf.pem() + AUTHORITY.pem() + middle.pem(), leaf.key(), "certificate 2 did not");
    assertRefused(middle.pem() + leaf.pem(), leaf.key(), "certificate 2 did not");
  }

  @Test
  void whatIsNoPairStopsTheStartInASentence() throws Exception {
    assertRefused(EC.pem(), RSA.key(), "does not belong to the first certificate");
    Issued other = TestCertificates.server(TestCertificates.ec(), AUTHORITY);
    assertRefused(EC.pem(), other.key(), "does not belong to the first certificate");
    assertRefused("nothing", EC.key(), "TLS_CERT", "holds no certificate");
    assertRefused(EC.pem(), "nothing", "TLS_KEY", "holds no private key");
    assertRefused(EC.pem(), EC.pem(), "TLS_KEY", "holds no private key");
    assertRefused(EC.pem().substring(0, 200), EC.key(), "TLS_CERT", "cut off");
    assertRefused(EC.pem(), EC.key().replace("M", "%"), "TLS_KEY", "cannot be read");
    Files.delete(key);
    assertThatThrownBy(this::start)
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContainingAll("TLS_KEY", "key.pem", "does not exist");
  }

  @Test
  void anEncryptedKeyIsNamedAsSuch() throws Exception {
    String encrypted =
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
            + "DEK-Info: AES-256-CBC,00000000000000000000000000000000\n\nAAAA\n"
            + "-----END RSA PRIVATE KEY-----\n";
    assertRefused(EC.pem(), encrypted, "is encrypted", "without a passphrase");
  }

  @Test
  void takesAChangedPair() throws Exception {
    CertificateKeeper keeper = started(EC.pem(), EC.key());
    keeper.served().start();
    write(RSA.pem(), RSA.traditionalKey());
    keeper.look();
    assertThat(keeper.served().getKeyStore().getCertificate("server")).isEqualTo(RSA.certificate());
    assertThat(keeper.warning()).isEmpty();
  }

  @Test
  void whatIsNoPairIsNotTakenAndToldWhenItStays() throws Exception {
    CertificateKeeper keeper = started(EC.pem(), EC.key());
    keeper.served().start();
    for (List<String> bad : List.of(List.of(RSA.pem(), EC.key()), List.of("", EC.key()))) {
      write(bad.get(0), bad.get(1));
      keeper.look();
      assertThat(keeper.warning()).as("may be half of a change").isEmpty();
      keeper.look();
      assertThat(keeper.warning().orElseThrow()).contains("stays in use");
      assertThat(keeper.served().getKeyStore().getCertificate("server"))
          .isEqualTo(EC.certificate());
      write(EC.pem(), EC.key());
      keeper.look();
      assertThat(keeper.warning()).isEmpty();
    }
    Files.delete(certificate);
    keeper.look();
    assertThat(keeper.warning().orElseThrow()).contains("does not exist", "stays in use");
  }

  @Test
  void tellsTheComingExpiry() throws Exception {
    Issued brief = TestCertificates.server(TestCertificates.ec(), AUTHORITY, Duration.ofDays(13));
    assertThat(started(brief.pem(), brief.key()).warning().orElseThrow()).contains("expires at");
    Issued over = TestCertificates.server(TestCertificates.ec(), AUTHORITY, Duration.ofHours(-1));
    assertThat(started(over.pem(), over.key()).warning().orElseThrow()).contains("expired at");
  }

  private void assertRefused(String certificateText, String keyText, String... words)
      throws IOException {
    write(certificateText, keyText);
    assertThatThrownBy(this::start)
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("Exception");
  }

  private CertificateKeeper started(String certificateText, String keyText) throws IOException {
    write(certificateText, keyText);
    return start();
  }

  private CertificateKeeper start() {
    return CertificateKeeper.start(
        new PemFiles(certificate, key, Optional.empty()),
        ClientAuthentication.NONE,
        Duration.ofSeconds(1),
        Clock.systemUTC());
  }

  private void write(String certificateText, String keyText) throws IOException {
    Files.writeString(certificate, certificateText);
    Files.writeString(key, keyText);
  }
}
