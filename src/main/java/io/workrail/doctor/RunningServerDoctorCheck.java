package io.workrail.doctor;

import java.net.URI;
import java.util.Optional;

/** Whether a server answers, whether it is ready, and whether it is of this release. */
public final class RunningServerDoctorCheck implements DoctorCheck {
  private static final int READY = 200;

  private final URI address;
  private final String version;

  /**
   * A check of a server.
   *
   * @param address by which this machine reaches it
   * @param version of this program
   */
  public RunningServerDoctorCheck(URI address, String version) {
    this.address = address;
    this.version = version;
  }

  @Override
  public String name() {
    return "server";
  }

  @Override
  public Finding examine() {
    String host = address.getHost().replaceAll("[\\[\\]]", "");
    boolean secure = address.getScheme().equals("https");
    Optional<ServerProbe.Answer> answer = ServerProbe.ask(host, address.getPort(), secure, host);
    return answer
        .map(this::judge)
        .orElseGet(
            () ->
                Finding.warn(
                    "no server runs at " + address,
                    "start it: systemctl start workrail, or scripts/start"));
  }

  private Finding judge(ServerProbe.Answer answer) {
    if (answer.status() == 0 && !answer.chain().isEmpty()) {
      return Finding.warn(
          "the server at %s wants a certificate of its clients, and says nothing without"
              .formatted(address),
          "ask it yourself: curl --cert FILE --key FILE %s/ready".formatted(address));
    }
    if (!answer.isWorkRail()) {
      return Finding.fail(
          "what answers at %s is not WorkRail".formatted(address), "see the line of the port");
    }
    String running = answer.version().map(found -> "WorkRail " + found).orElse("WorkRail");
    if (answer.status() != READY) {
      return Finding.fail(
          "%s at %s is not ready: %s".formatted(running, address, answer.body()),
          "see \"When /ready is 503\" in the README");
    }
    return answer.version().filter(found -> !found.equals(version)).isPresent()
        ? Finding.warn(
            "%s runs at %s, this is %s".formatted(running, address, version),
            "restart the server to run this release")
        : Finding.ok("%s at %s is ready".formatted(running, address));
  }
}
