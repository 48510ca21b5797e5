package io.workrail.doctor;

import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a server answers, whether it is ready, and whether it is of this release. */
public final class RunningServerDoctorCheck implements DoctorCheck {
  private static final int READY = 200;
  private static final String MEND = "see \"When /ready is 503\" in the README";

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
    return Finding.all(examineAll(), Finding.ok(""));
  }

  /** A line for each reason why the server is not ready. */
  @Override
  public List<Finding> examineAll() {
    Optional<ServerProbe.Answer> answer = ServerProbe.ask(address, "/ready");
    if (answer.isEmpty()) {
      return List.of(
          Finding.warn(
              "no server runs at " + address,
              "start it: systemctl start workrail, or scripts/start"));
    }
    List<String> reasons = answer.get().isWorkRail() ? reasons(answer.get()) : List.of();
    return reasons.isEmpty()
        ? List.of(judge(answer.get()))
        : reasons.stream().map(reason -> notReady(answer.get(), reason)).toList();
  }

  /** Each is a sentence that says what to do, too; none when the answer is no list of them. */
  private static List<String> reasons(ServerProbe.Answer answer) {
    if (answer.status() == READY) {
      return List.of();
    }
    try {
      List<String> reasons = new ArrayList<>();
      StrictJson.parse(answer.body()).path("reasons").forEach(one -> reasons.add(one.asText()));
      return reasons;
    } catch (MalformedJsonException e) {
      // It is told as it came.
      return List.of();
    }
  }

  private Finding notReady(ServerProbe.Answer answer, String reason) {
    return Finding.fail(
        "%s at %s is not ready: %s".formatted(running(answer), address, reason), MEND);
  }

  private static String running(ServerProbe.Answer answer) {
    return answer.version().map(found -> "WorkRail " + found).orElse("WorkRail");
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
    String running = running(answer);
    if (answer.status() != READY) {
      return notReady(answer, answer.body());
    }
    return answer.version().filter(found -> !found.equals(version)).isPresent()
        ? Finding.warn(
            "%s runs at %s, this is %s".formatted(running, address, version),
            "restart the server to run this release")
        : Finding.ok("%s at %s is ready".formatted(running, address));
  }
}
