package io.workrail.http.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** Keys and certificates of every kind, made when a test needs them. */
public final class TestCertificates {
  private static final SecureRandom RANDOM = new SecureRandom();

  private TestCertificates() {}

  /** A certificate and its key. */
  public record Issued(X509Certificate certificate, KeyPair keys) {
    /** In PEM form. */
    public String pem() {
      return misc(certificate);
    }

    /** {@code RSA PRIVATE KEY} (PKCS#1) or {@code EC PRIVATE KEY} (SEC1). */
    public String traditionalKey() {
      return keys.getPrivate() instanceof ECPrivateKey key ? sec1(key) : misc(keys.getPrivate());
    }

    /** {@code PRIVATE KEY} (PKCS#8). */
    public String key() {
      return pkcs8(keys.getPrivate());
    }
  }

  /** An authority of its own. */
  public static Issued authority(String name) {
    KeyPair keys = ec();
    return issue(name, keys, new Issued(null, keys), name, true, Duration.ofDays(365));
  }

  /** An authority below another. */
  public static Issued intermediate(String name, Issued issuer) {
    return issue(name, ec(), issuer, subject(issuer), true, Duration.ofDays(365));
  }

  /** A certificate for {@code localhost}. */
  public static Issued server(KeyPair keys, Issued issuer) {
    return server(keys, issuer, Duration.ofDays(90));
  }

  /** As {@link #server(KeyPair, Issued)}, valid so long. */
  public static Issued server(KeyPair keys, Issued issuer, Duration validity) {
    return issue("localhost", keys, issuer, subject(issuer), false, validity);
  }

  /** A certificate of a client. */
  public static Issued client(Issued issuer) {
    return issue("client", ec(), issuer, subject(issuer), false, Duration.ofDays(90));
  }

  public static KeyPair rsa() {
    return keys("RSA", 2048);
  }

  public static KeyPair ec() {
    return keys("EC", 256);
  }

  /** Edwards curve 25519. */
  public static KeyPair edwards() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String subject(Issued issuer) {
    return issuer.certificate().getSubjectX500Principal().getName().replace("CN=", "");
  }

  private static Issued issue(
      String name,
      KeyPair keys,
      Issued issuer,
      String issuerName,
      boolean authority,
      Duration validity) {
    Instant now = Instant.ofEpochMilli(new Date().getTime());
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Principal("CN=" + issuerName),
              new BigInteger(64, RANDOM),
              Date.from(now.minus(Duration.ofDays(1))),
              Date.from(now.plus(validity)),
              new X500Principal("CN=" + name),
              keys.getPublic());
      extend(builder, authority);
      String algorithm = signatureOf(issuer.keys().getPrivate());
      return new Issued(
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder(algorithm).build(issuer.keys().getPrivate()))),
          keys);
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extend(JcaX509v3CertificateBuilder builder, boolean authority)
      throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (!authority) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              }));
    }
  }

  private static String signatureOf(PrivateKey key) {
    return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
  }

  private static String pkcs8(PrivateKey key) {
    try {
      return write(new JcaPKCS8Generator(key, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(PemObjectGenerator object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** With the curve inside, as OpenSSL writes it; the Java key has it outside. */
  private static String sec1(ECPrivateKey key) {
    try {
      return write(
          new PemObject(
              "EC PRIVATE KEY",
              new org.bouncycastle.asn1.sec.ECPrivateKey(
                      256, key.getS(), SECObjectIdentifiers.secp256r1)
                  .getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String misc(Object object) {
    try {
      return write(new JcaMiscPEMGenerator(object));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
