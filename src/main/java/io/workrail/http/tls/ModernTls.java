package io.workrail.http.tls;

import java.security.GeneralSecurityException;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only (RFC 9325, section 4.2),
 * which are also the suites that HTTP/2 allows (RFC 9113, section 9.2.2).
 */
final class ModernTls {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final String[] SUITES = {
    "TLS_AES_256_GCM_SHA384",
    "TLS_AES_128_GCM_SHA256",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  };

  private ModernTls() {}

  static SslContextFactory.Server serverContext(Identity identity, ClientAuthentication clients)
      throws GeneralSecurityException {
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setIncludeProtocols(PROTOCOLS);
    context.setExcludeProtocols();
    context.setIncludeCipherSuites(SUITES);
    context.setExcludeCipherSuites();
    context.setUseCipherSuitesOrder(true);
    context.setRenegotiationAllowed(false);
    context.setWantClientAuth(clients == ClientAuthentication.WANT);
    context.setNeedClientAuth(clients == ClientAuthentication.NEED);
    put(context, identity);
    return context;
  }

  /** Puts another identity into a context that is in use. */
  static void replace(SslContextFactory.Server context, Identity identity) throws Exception {
    context.reload(
        changing -> {
          try {
            put((SslContextFactory.Server) changing, identity);
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void put(SslContextFactory.Server context, Identity identity)
      throws GeneralSecurityException {
    context.setKeyStore(identity.keyStore());
    context.setKeyStorePassword(Identity.STORE_PASSWORD);
    if (!identity.authorities().isEmpty()) {
      context.setTrustStore(identity.trustStore());
    }
  }
}
