package io.workrail.auth;

import static io.workrail.auth.SigningKeys.EC;
import static io.workrail.auth.SigningKeys.ED;
import static io.workrail.auth.SigningKeys.RSA;
import static io.workrail.auth.SigningKeys.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicKeyFileTest {
  /** Made with openssl for this test; only its public key counts. */
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBiDCCAS2gAwIBAgIUYWku3h2e7SYC0S9aW3z13o1CufUwCgYIKoZIzj0EAwIw
      GDEWMBQGA1UEAwwNd29ya3JhaWwtdGVzdDAgFw0yNjExMjQwNjUyMTJaGA8yMTI2
      MTAzMTA2NTIxMlowGDEWMBQGA1UEAwwNd29ya3JhaWwtdGVzdDBZMBMGByqGSM49
      AgEGCCqGSM49AwEHA0IABEY6XZVDu7dyatmCutkmR4F86SqeUj/KNZgFEQP3bEZU
      zzEeaLWHBiD9wp/Ez5ZC1uLdr4+5RolwJ2GGad0JagCjUzBRMB0GA1UdDgQWBBTP
      7nZvxGYGKW9f/lT1O7wZH7volTAfBgNVHSMEGDAWgBTP7nZvxGYGKW9f/lT1O7wZ
      H7volTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDkX0SJQx1o
      SrcR/kp0RQZ4ozV8MZ9pqo+/BeeT6HgY1QIhAJDKqVPt/qYtcaZK8RQ2w7MVJsGQ
      AOLZs83td7J/ocfO
      -----END CERTIFICATE-----
      """;

  @TempDir Path folder;

  @Test
  void theKeySaysHowItSigns() throws Exception {
    assertThat(PublicKeyFile.read(pem(RSA.getPublic())))
        .containsExactly(
            new VerificationKey.Public(Optional.empty(), SigningMethod.RS256, RSA.getPublic()));
    assertThat(PublicKeyFile.read(pem(EC.getPublic())).get(0).method())
        .isEqualTo(SigningMethod.ES256);
    assertThat(PublicKeyFile.read(pem(ED.getPublic())).get(0).method())
        .isEqualTo(SigningMethod.EDDSA);
  }

  @Test
  void aFileMayHoldSeveralKeysWithTalkBetweenThem() throws Exception {
    Path file = folder.resolve("keys.pem");
    Files.writeString(file, "# old\n" + pem(RSA.getPublic()) + "\n# new\n" + pem(EC.getPublic()));
    assertThat(PublicKeyFile.read(file.toString())).hasSize(2);
  }

  @Test
  void aTextMayHaveItsLineBreaksWrittenOut() throws Exception {
    assertThat(PublicKeyFile.read(pem(EC.getPublic()).replace("\n", "\\n"))).hasSize(1);
  }

  @Test
  void aCertificateHoldsAKeyToo() throws Exception {
    assertThat(PublicKeyFile.read(CERTIFICATE).get(0).method()).isEqualTo(SigningMethod.ES256);
  }

  @Test
  void aPrivateKeyIsRefusedWithTheCommandThatHelps() {
    assertRefused(pem("PRIVATE KEY", RSA.getPrivate().getEncoded()), "openssl pkey");
    assertRefused(pem("RSA PRIVATE KEY", new byte[] {1}), "openssl pkey");
  }

  @Test
  void weakKeysAndForeignCurvesAreRefused() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(1024);
    assertRefused(pem(rsa.generateKeyPair().getPublic()), "2048");
    KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
    curve.initialize(new ECGenParameterSpec("secp384r1"));
    assertRefused(pem(curve.generateKeyPair().getPublic()), "P-256");
    assertRefused(
        pem(KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic()), "neither RSA");
  }

  @Test
  void whatIsNoKeyIsRefused() throws Exception {
    assertRefused("/no/such/file", "cannot be read");
    assertRefused("\0", "cannot be read");
    assertRefused(Files.writeString(folder.resolve("empty"), "").toString(), "no public key");
    assertRefused(pem("PUBLIC KEY", new byte[] {1, 2, 3}), "neither RSA");
    assertRefused(pem("CERTIFICATE", new byte[] {1, 2, 3}), "certificate");
  }

  private static void assertRefused(String text, String reason) {
    assertThatExceptionOfType(KeyFormatException.class)
        .isThrownBy(() -> PublicKeyFile.read(text))
        .withMessageContaining(reason);
  }
}
