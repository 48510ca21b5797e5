package io.workrail.health;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import io.workrail.doctor.ServerProbe;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the running server has the heap that {@code MEMORY_LIMIT} speaks of: another start than
 * that of the scripts, or a limit that was changed since, goes unnoticed else.
 */
final class RunningHeapDoctorCheck implements DoctorCheck {
  private static final Pattern MAXIMUM =
      Pattern.compile("^jvm_memory_max_bytes\\{area=\"heap\"} ([0-9.E]+)", Pattern.MULTILINE);

  /** A collector keeps a part for itself, and Java's m is a MiB where MB is a million bytes. */
  private static final double TOLERATED_SHARE = 0.15;

  private final Optional<Long> limit;
  private final URI operations;

  /**
   * A check of a server.
   *
   * @param limit bytes, when it is set
   * @param operations the address of the operations port, by which this machine reaches it
   */
  RunningHeapDoctorCheck(Optional<Long> limit, URI operations) {
    this.limit = limit;
    this.operations = operations;
  }

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public Finding examine() {
    return Finding.all(examineAll(), Finding.ok("no server tells its heap"));
  }

  /** Nothing where no server runs, or it shows no metrics. */
  @Override
  public List<Finding> examineAll() {
    return ServerProbe.ask(operations, "/metrics")
        .flatMap(answer -> maximum(answer.body()))
        .map(this::judge)
        .stream()
        .toList();
  }

  private static Optional<Long> maximum(String metrics) {
    Matcher line = MAXIMUM.matcher(metrics);
    return line.find()
        ? Optional.of((long) Double.parseDouble(line.group(1))).filter(bytes -> bytes > 0)
        : Optional.empty();
  }

  private Finding judge(long maximum) {
    String running = "the running server has a heap of " + Bytes.toText(maximum);
    if (limit.isEmpty() || Math.abs(maximum - limit.get()) <= limit.get() * TOLERATED_SHARE) {
      return Finding.ok(running);
    }
    return Finding.warn(
        "%s, MEMORY_LIMIT is %s".formatted(running, Bytes.toText(limit.get())),
        "restart it with workrail server or scripts/start, which make -Xmx of MEMORY_LIMIT, or set"
            + " MEMORY_LIMIT to the -Xmx that it was started with");
  }
}
