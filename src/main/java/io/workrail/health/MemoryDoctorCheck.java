package io.workrail.health;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import java.util.Optional;

/** Whether the heap that a server may take fits into the machine, or into its container. */
final class MemoryDoctorCheck implements DoctorCheck {
  private static final long MEBIBYTE = 1024 * 1024;

  /** What a server takes besides its heap: code, classes, threads, SQLite. */
  private static final long BESIDES_HEAP = 150 * MEBIBYTE;

  static final long SMALLEST_HEAP = 64 * MEBIBYTE;

  private static final double AMPLE_SHARE = 0.75;

  private final Optional<Long> limit;
  private final long machine;

  /**
   * A check of a limit.
   *
   * @param machine bytes of memory there are
   */
  MemoryDoctorCheck(Optional<Long> limit, long machine) {
    this.limit = limit;
    this.machine = machine;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Finding examine() {
    if (limit.isEmpty()) {
      return Finding.ok(
          "MEMORY_LIMIT is not set: the -Xmx of the server counts; the machine has "
              + Bytes.toText(machine));
    }
    long heap = limit.get();
    long needed = heap + BESIDES_HEAP;
    String message =
        "MEMORY_LIMIT of %s and about %s besides, of %s of the machine"
            .formatted(Bytes.toText(heap), Bytes.toText(BESIDES_HEAP), Bytes.toText(machine));
    if (heap < SMALLEST_HEAP) {
      return Finding.fail(
          message + ": too little to work with", "set MEMORY_LIMIT to 100MB or more");
    }
    if (needed > machine) {
      return Finding.fail(
          message + ": it does not fit", "lower MEMORY_LIMIT, or give the machine more memory");
    }
    return needed > machine * AMPLE_SHARE
        ? Finding.warn(message + ": little is left for others", "lower MEMORY_LIMIT")
        : Finding.ok(message);
  }
}
