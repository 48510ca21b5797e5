package io.workrail.telemetry.jvm;

import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;

/**
 * {@code gc}: collects the garbage of the heap, to see how much of it is really needed. All
 * requests wait meanwhile.
 */
public final class GcOperation implements AdminOperation {
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

  /**
   * The heap at one moment, in bytes.
   *
   * @param used garbage included
   * @param committed what the machine has given
   * @param max what it may grow to ({@code -Xmx})
   */
  record HeapBytes(long used, long committed, long max) {}

  /**
   * The answer.
   *
   * @param freed bytes
   */
  record Collected(HeapBytes before, HeapBytes after, long freed, long milliseconds) {}

  @Override
  public String name() {
    return "gc";
  }

  @Override
  public AdminReply run(AdminRequest request) {
    HeapBytes before = heap();
    long start = System.nanoTime();
    memory.gc();
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    HeapBytes after = heap();
    return new AdminReply.Document(
        new Collected(before, after, before.used() - after.used(), duration.toMillis()));
  }

  private HeapBytes heap() {
    MemoryUsage usage = memory.getHeapMemoryUsage();
    return new HeapBytes(usage.getUsed(), usage.getCommitted(), usage.getMax());
  }
}
