package io.workrail.http.tls;

import io.workrail.doctor.Finding;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A chain that a client is shown, judged as a client does: dates (RFC 5280, 6.1.3), names (RFC
 * 6125, 6.4), and whether it leads to an authority that is known.
 *
 * @param chain the server's own certificate first
 */
record ShownChain(List<X509Certificate> chain) {
  private static final long SOON_DAYS = 30;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final String RENEW = "renew the certificate";

  ShownChain {
    chain = List.copyOf(chain);
  }

  /** What a client that calls by this name finds; never empty. */
  List<Finding> judge(String host, Instant now) {
    List<Finding> findings = new ArrayList<>();
    findings.add(dates(now));
    names(host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT)).ifPresent(findings::add);
    trust().ifPresent(findings::add);
    return findings;
  }

  private Finding dates(Instant now) {
    Instant end =
        chain.stream()
            .map(link -> link.getNotAfter().toInstant())
            .min(Instant::compareTo)
            .orElseThrow();
    Instant begin = chain.get(0).getNotBefore().toInstant();
    if (begin.isAfter(now)) {
      return Finding.fail(
          "the certificate is valid from %s on".formatted(begin), "see the line of the clock");
    }
    if (!end.isAfter(now)) {
      return Finding.fail("the certificate expired at %s".formatted(end), RENEW);
    }
    long days = Duration.between(now, end).toDays();
    String message = "the certificate expires in %d days, at %s".formatted(days, end);
    return days < SOON_DAYS ? Finding.warn(message, RENEW) : Finding.ok(message);
  }

  private Optional<Finding> names(String host) {
    List<String> names = alternativeNames();
    return names.stream().anyMatch(name -> matches(name, host))
        ? Optional.empty()
        : Optional.of(
            Finding.fail(
                "clients call %s, but the certificate is for %s"
                    .formatted(host, names.isEmpty() ? "no name" : String.join(", ", names)),
                "set PUBLIC_URL to a name of the certificate, or get one for this name"));
  }

  private List<String> alternativeNames() {
    try {
      Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
      return Stream.ofNullable(names)
          .flatMap(Collection::stream)
          .filter(
              name ->
                  Objects.equals(name.get(0), DNS_NAME) || Objects.equals(name.get(0), IP_ADDRESS))
          .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
          .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /** A star stands for one label, the leftmost. */
  private static boolean matches(String name, String host) {
    return name.equals(host)
        || (name.startsWith("*.")
            && host.indexOf('.') > 0
            && host.substring(host.indexOf('.')).equals(name.substring(1)));
  }

  private Optional<Finding> trust() {
    try {
      platform().checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.of(untrusted());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has a trust manager", e);
    }
  }

  private Finding untrusted() {
    X509Certificate last = chain.get(chain.size() - 1);
    String issuer = last.getIssuerX500Principal().getName();
    return last.getIssuerX500Principal().equals(last.getSubjectX500Principal())
        ? Finding.warn(
            "the chain ends at %s, an authority that this machine does not know".formatted(issuer),
            "clients need its certificate: --ca of the bridge, NODE_EXTRA_CA_CERTS")
        : Finding.warn(
            "the chain of %d ends below %s, which this machine does not know"
                .formatted(chain.size(), issuer),
            "append the missing intermediate certificates to TLS_CERT; if that is a private"
                + " authority, clients need its certificate: --ca of the bridge,"
                + " NODE_EXTRA_CA_CERTS");
  }

  private static X509TrustManager platform() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
