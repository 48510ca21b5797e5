package io.workrail.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Reads one PEM file (RFC 7468): certificates, or a private key in the forms that tools write:
 * PKCS#8, PKCS#1 of RSA, SEC1 of elliptic curves.
 *
 * @param variable the setting that names the file
 * @param file for messages
 */
record Pem(String variable, Path file) {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /** All certificates in the text, in order; at least one. Text around them is skipped. */
  List<X509Certificate> certificates(String text) throws UnusablePemException {
    List<X509Certificate> found = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int end = text.indexOf(END, begin);
      if (end < 0) {
        throw unusable("holds a certificate that is cut off");
      }
      found.add(certificate(text.substring(begin, end + END.length()) + "\n"));
      begin = text.indexOf(BEGIN, end);
    }
    if (found.isEmpty()) {
      throw unusable("holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }
    return found;
  }

  private X509Certificate certificate(String block) throws UnusablePemException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(block.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (CertificateException e) {
      throw unusable("holds a certificate that cannot be read");
    }
  }

  /** The first private key in the text. */
  PrivateKey privateKey(String text) throws UnusablePemException {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      Object entry = parser.readObject();
      while (entry != null) {
        if (entry instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (entry instanceof PrivateKeyInfo info) {
          return new JcaPEMKeyConverter().getPrivateKey(info);
        }
        if (entry instanceof PEMEncryptedKeyPair || entry instanceof PKCS8EncryptedPrivateKeyInfo) {
          throw unusable(
              "is encrypted; keep it without a passphrase, readable by the server's user only");
        }
        entry = parser.readObject();
      }
    } catch (IOException | RuntimeException e) {
      // The parser's sentence may quote the file; a key must not get into a log.
      throw unusable("holds a private key that cannot be read");
    }
    throw unusable("holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)");
  }

  private UnusablePemException unusable(String what) {
    return new UnusablePemException("%s: %s %s".formatted(variable, file, what));
  }
}
