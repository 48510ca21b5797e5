package io.workrail.http.tls;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import io.workrail.doctor.ServerProbe;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates as a client sees them: those of the running server, or of the proxy in front of
 * it; else those of the files.
 */
public final class TlsDoctorCheck implements DoctorCheck {
  private final List<TlsConfiguration> connectors;
  private final URI local;
  private final URI clients;
  private final Clock clock;

  /**
   * A check of certificates.
   *
   * @param connectors those that speak TLS
   * @param local by which this machine reaches the server
   * @param clients by which clients reach it
   */
  public TlsDoctorCheck(List<TlsConfiguration> connectors, URI local, URI clients, Clock clock) {
    this.connectors = List.copyOf(connectors);
    this.local = local;
    this.clients = clients;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public Finding examine() {
    if (connectors.isEmpty()) {
      return clients.getScheme().equals("https") ? proxy() : Finding.ok("off; clients use http");
    }
    List<Finding> findings = new ArrayList<>();
    for (TlsConfiguration connector : connectors) {
      connector
          .problems("tls")
          .forEach(problem -> findings.add(Finding.fail(problem.toString(), "correct the files")));
    }
    List<X509Certificate> inFiles = connectors.get(0).chain();
    List<X509Certificate> shown = shown(local);
    if (!shown.isEmpty() && !inFiles.isEmpty() && !shown.get(0).equals(inFiles.get(0))) {
      findings.add(
          Finding.warn(
              "the running server shows another certificate than that of TLS_CERT",
              "it takes new files within seconds; see its log for why it did not"));
    }
    findings.addAll(judge(shown.isEmpty() ? inFiles : shown));
    return Finding.all(findings, Finding.ok("no certificate could be read"));
  }

  private Finding proxy() {
    List<X509Certificate> shown = shown(clients);
    return shown.isEmpty()
        ? Finding.warn(
            "%s shows no certificate from here".formatted(clients),
            "see that the proxy runs and that its name leads to it from this machine")
        : Finding.all(judge(shown), Finding.ok(""));
  }

  private List<Finding> judge(List<X509Certificate> chain) {
    return chain.isEmpty()
        ? List.of()
        : new ShownChain(chain).judge(String.valueOf(clients.getHost()), clock.instant());
  }

  private List<X509Certificate> shown(URI address) {
    String host = String.valueOf(address.getHost()).replaceAll("[\\[\\]]", "");
    int port = address.getPort() < 0 ? 443 : address.getPort();
    String name = String.valueOf(clients.getHost());
    Optional<ServerProbe.Answer> answer = ServerProbe.ask(host, port, true, name);
    return answer.map(ServerProbe.Answer::chain).orElse(List.of());
  }
}
