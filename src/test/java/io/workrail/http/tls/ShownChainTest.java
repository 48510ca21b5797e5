package io.workrail.http.tls;

import static io.workrail.doctor.Finding.Verdict.FAIL;
import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.doctor.Finding;
import io.workrail.http.tls.TestCertificates.Issued;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownChainTest {
  private static final Finding NOTHING = Finding.ok("nothing");
  private static final Issued ROOT = TestCertificates.authority("root");
  private static final Issued MIDDLE = TestCertificates.intermediate("middle", ROOT);
  private static final X509Certificate SERVER =
      TestCertificates.server(TestCertificates.ec(), MIDDLE).certificate();
  private static final Instant ISSUED = SERVER.getNotBefore().toInstant();

  @Test
  void aPrivateAuthorityIsAWarningThatSaysWhatClientsNeed() {
    Finding found = judge("localhost", days(1), SERVER, MIDDLE.certificate(), ROOT.certificate());
    assertThat(found.verdict()).isEqualTo(WARN);
    assertThat(found.message()).contains("ends at CN=root", "expires in 89 days");
    assertThat(found.mend()).contains("NODE_EXTRA_CA_CERTS");
  }

  @Test
  void aMissingIntermediateIsTold() {
    Finding found = judge("localhost", days(1), SERVER);
    assertThat(found.verdict()).isEqualTo(WARN);
    assertThat(found.message()).contains("the chain of 1 ends below CN=middle");
    assertThat(found.mend()).contains("append the missing intermediate certificates to TLS_CERT");
  }

  @Test
  void datesCount() {
    assertThat(dates(days(1)).verdict()).isEqualTo(OK);
    assertThat(dates(days(70)).verdict()).isEqualTo(WARN);
    assertThat(dates(days(70)).message()).contains("expires in 20 days");
    assertThat(dates(days(100)).verdict()).isEqualTo(FAIL);
    assertThat(dates(days(100)).message()).contains("expired at");
    assertThat(dates(days(-2)).verdict()).isEqualTo(FAIL);
  }

  @Test
  void theNameThatClientsCallHasToStandInTheCertificate() {
    assertThat(judge("127.0.0.1", days(1), SERVER).verdict()).isEqualTo(WARN);
    Finding other = judge("workrail.example.com", days(1), SERVER);
    assertThat(other.verdict()).isEqualTo(FAIL);
    assertThat(other.message())
        .contains("clients call workrail.example.com, but the certificate is for localhost");
    assertThat(other.mend()).contains("PUBLIC_URL");
  }

  private static Finding dates(Instant now) {
    return new ShownChain(List.of(SERVER)).judge("localhost", now).get(0);
  }

  private static Finding judge(String host, Instant now, X509Certificate... chain) {
    return Finding.all(new ShownChain(List.of(chain)).judge(host, now), NOTHING);
  }

  private static Instant days(int number) {
    return ISSUED.plus(Duration.ofDays(number)).plusSeconds(60);
  }
}
