package io.workrail.drill;

import io.workrail.benchmark.server.JvmInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What a process holds.
 *
 * @param heapBytes in use after a collection
 * @param threads alive
 * @param files open, sockets among them
 */
record Footprint(long heapBytes, int threads, long files) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What counts as no growth: each thread keeps buffers of its own, the pool of them breathes. */
  private static final long MORE_BYTES = 10L * 1024 * 1024;

  private static final int MORE_THREADS = 8;
  private static final int MORE_FILES = 16;

  /** Measures after collecting what can be. */
  static Footprint of(JvmInspection jvm, long pid) throws IOException {
    long least = Math.min(jvm.liveHeapBytes(), jvm.liveHeapBytes());
    try (Stream<Path> files = Files.list(Path.of("/proc", "" + pid, "fd"))) {
      return new Footprint(least, jvm.threads(), files.count());
    }
  }

  /** Measures again and again until it is no larger than this, or patience ends. */
  Footprint settled(JvmInspection jvm, long pid) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Footprint now = of(jvm, pid);
    while (!now.isNoLargerThan(this) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      now = of(jvm, pid);
    }
    return now;
  }

  boolean isNoLargerThan(Footprint before) {
    return heapBytes <= before.heapBytes + MORE_BYTES
        && threads <= before.threads + MORE_THREADS
        && files <= before.files + MORE_FILES;
  }

  @Override
  public String toString() {
    return "%.1f MiB of heap, %d threads, %d files"
        .formatted(heapBytes / 1048576.0, threads, files);
  }
}
