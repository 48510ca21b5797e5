package io.workrail.http.tls;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.configuration.ConfigurationProblem;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The key {@code tls} of a connector: PEM files. Without a certificate the connector is plain. */
public final class TlsConfiguration {
  @NotNull @JsonProperty private String certificate = "";
  @NotNull @JsonProperty private String key = "";
  @NotNull @JsonProperty private String authorities = "";
  @NotNull @JsonProperty private ClientAuthentication clientAuth = ClientAuthentication.WANT;

  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @JsonProperty
  private Duration reloadInterval = Duration.seconds(10);

  /** Whether the connector speaks TLS. */
  public boolean isOn() {
    return !certificate.isBlank();
  }

  /**
   * Reads the files.
   *
   * @throws io.workrail.configuration.CommandFailedException in a sentence, when they are no pair
   */
  public CertificateKeeper build(Clock clock) {
    // Without authorities there is nothing to check a client's certificate against.
    ClientAuthentication asked = authorities.isBlank() ? ClientAuthentication.NONE : clientAuth;
    return CertificateKeeper.start(files(), asked, reloadInterval.toJavaDuration(), clock);
  }

  private PemFiles files() {
    return new Setting(certificate, key, authorities).files();
  }

  /** The names of the files as they stand in the configuration; blank when there is none. */
  record Setting(String certificate, String key, String authorities) {
    boolean isPair() {
      return !certificate.isBlank() && !key.isBlank();
    }

    PemFiles files() {
      return new PemFiles(
          Path.of(certificate),
          Path.of(key),
          authorities.isBlank() ? Optional.empty() : Optional.of(Path.of(authorities)));
    }
  }

  /** Why the files cannot serve TLS, as problems of this key; empty when they can. */
  public List<ConfigurationProblem> problems(String ownKey) {
    return PemFaults.of(new Setting(certificate, key, authorities)).stream()
        .map(fault -> problem(ownKey, fault))
        .toList();
  }

  private static ConfigurationProblem problem(String ownKey, UnusablePemException fault) {
    // Its sentence begins with the variable of the file.
    String[] parts = String.valueOf(fault.getMessage()).split(": ", 2);
    return ConfigurationProblem.of(ownKey + keyOf(parts[0]), parts[0], parts[1]);
  }

  /** The certificates of the file, the server's own first; empty when they cannot be read. */
  List<X509Certificate> chain() {
    try {
      return Identity.of(files(), files().read()).chain();
    } catch (UnusablePemException e) {
      // The problem of this key says why.
      return List.of();
    }
  }

  private static String keyOf(String variable) {
    return switch (variable) {
      case "TLS_CERT" -> ".certificate";
      case "TLS_KEY" -> ".key";
      default -> ".authorities";
    };
  }

  @ValidationMethod(
      message = "certificate and key (TLS_CERT, TLS_KEY) go together: set both, or neither")
  boolean isPairOrNothing() {
    return certificate.isBlank() == key.isBlank();
  }

  @ValidationMethod(
      message = "authorities (TLS_CA) needs certificate and key (TLS_CERT, TLS_KEY) as well")
  boolean isTrustWithIdentity() {
    return authorities.isBlank() || isOn();
  }

  @ValidationMethod(
      message =
          "clientAuth (TLS_CLIENT_AUTH) need requires authorities (TLS_CA) that issue the clients'"
              + " certificates")
  boolean isNeedWithAuthorities() {
    return clientAuth != ClientAuthentication.NEED || !authorities.isBlank();
  }
}
