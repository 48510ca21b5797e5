package io.workrail.connect;

import io.workrail.configuration.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the authorities of the platform, and those of a file besides. */
final class PrivateAuthority {
  private PrivateAuthority() {}

  /**
   * What to trust.
   *
   * @param file certificates in PEM form, or null for none
   * @throws CommandFailedException when the file is no such file
   */
  static SSLContext trust(@Nullable String file) {
    try {
      if (file == null) {
        return SSLContext.getDefault();
      }
      List<Certificate> trusted = new ArrayList<>(read(Path.of(file)));
      trusted.addAll(ofPlatform());
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < trusted.size(); i++) {
        store.setCertificateEntry("authority-" + i, trusted.get(i));
      }
      TrustManagerFactory factory = factory(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS and an empty key store", e);
    }
  }

  private static Collection<? extends Certificate> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw unusable(file, "holds no certificate");
      }
      return certificates;
    } catch (IOException e) {
      throw unusable(file, "cannot be read");
    } catch (CertificateException e) {
      throw unusable(file, "is not a file of certificates in PEM form");
    }
  }

  private static CommandFailedException unusable(Path file, String fault) {
    return new CommandFailedException(
        "--ca names %s, which %s; it has to hold the certificate of the authority (BEGIN CERTIFICATE)"
            .formatted(file, fault));
  }

  private static List<X509Certificate> ofPlatform() throws GeneralSecurityException {
    return Stream.of(factory(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
        .toList();
  }

  private static TrustManagerFactory factory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
