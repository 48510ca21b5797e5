package io.workrail.http.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate chain and the key that belongs to it, checked, and the authorities for clients.
 *
 * @param chain the server's own certificate first
 */
record Identity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {
  /** Protects the store inside of this process only, where the key is in memory anyway. */
  static final String STORE_PASSWORD = "in-memory";

  private static final byte[] PROBE =
      "does the key belong to the certificate?".getBytes(StandardCharsets.US_ASCII);

  Identity {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
  }

  /** Reads and checks. */
  static Identity of(PemFiles files, PemFiles.Contents contents) throws UnusablePemException {
    Pem certificates = new Pem("TLS_CERT", files.certificate());
    Identity identity =
        new Identity(
            certificates.certificates(contents.certificate()),
            new Pem("TLS_KEY", files.key()).privateKey(contents.key()),
            contents.authorities().isPresent()
                ? new Pem("TLS_CA", files.authorities().orElseThrow())
                    .certificates(contents.authorities().get())
                : List.of());
    identity.checkChain(files);
    identity.checkPair(files);
    return identity;
  }

  private void checkChain(PemFiles files) throws UnusablePemException {
    for (int i = 1; i < chain.size(); i++) {
      if (!isIssuedBy(chain.get(i - 1), chain.get(i))) {
        throw new UnusablePemException(
            "TLS_CERT: in %s certificate %d did not issue the one before it; put the server's own certificate first and after it the intermediate ones, each the issuer of the one before"
                .formatted(files.certificate(), i + 1));
      }
    }
  }

  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private void checkPair(PemFiles files) throws UnusablePemException {
    if (!isPair(chain.get(0).getPublicKey(), key)) {
      throw new UnusablePemException(
          "TLS_KEY: the key in %s does not belong to the first certificate in %s"
              .formatted(files.key(), files.certificate()));
    }
  }

  /** What one signs, the other must verify; that holds for every kind of key. */
  private static boolean isPair(PublicKey publicKey, PrivateKey privateKey) {
    Optional<String> algorithm = signatureOf(publicKey.getAlgorithm());
    if (algorithm.isEmpty()) {
      return false;
    }
    try {
      Signature signing = Signature.getInstance(algorithm.get());
      signing.initSign(privateKey);
      signing.update(PROBE);
      Signature verifying = Signature.getInstance(algorithm.get());
      verifying.initVerify(publicKey);
      verifying.update(PROBE);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Optional<String> signatureOf(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "RSA" -> Optional.of("SHA256withRSA");
      case "EC" -> Optional.of("SHA256withECDSA");
      case "EdDSA", "Ed25519", "Ed448" -> Optional.of("EdDSA");
      default -> Optional.empty();
    };
  }

  /** When the first certificate of the chain ends. */
  Instant expires() {
    return chain.stream()
        .map(link -> link.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** For the server's own key. */
  KeyStore keyStore() throws GeneralSecurityException {
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "server", key, STORE_PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
    return store;
  }

  /** For the issuers of the clients' certificates. */
  KeyStore trustStore() throws GeneralSecurityException {
    KeyStore store = emptyStore();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    return store;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
