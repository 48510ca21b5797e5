package io.workrail.http.tls;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Clock;
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
    Optional<Path> trusted =
        authorities.isBlank() ? Optional.empty() : Optional.of(Path.of(authorities));
    PemFiles files = new PemFiles(Path.of(certificate), Path.of(key), trusted);
    // Without authorities there is nothing to check a client's certificate against.
    ClientAuthentication asked = trusted.isEmpty() ? ClientAuthentication.NONE : clientAuth;
    return CertificateKeeper.start(files, asked, reloadInterval.toJavaDuration(), clock);
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
