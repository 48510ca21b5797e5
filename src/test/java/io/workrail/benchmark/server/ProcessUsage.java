package io.workrail.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the operating system counts of a process (proc(5)).
 *
 * @param cpu user and system time of all its threads, in steps of 10 ms
 * @param residentBytes what it occupies of the memory
 * @param peakBytes the most it ever occupied
 */
public record ProcessUsage(Duration cpu, long residentBytes, long peakBytes, int threads) {
  /** The usage of a process at this moment. */
  public static ProcessUsage of(long pid) throws IOException {
    Duration cpu =
        ProcessHandle.of(pid)
            .flatMap(handle -> handle.info().totalCpuDuration())
            .orElseThrow(() -> new IOException("there is no process " + pid));
    long resident = 0;
    long peak = 0;
    int threads = 0;
    for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        resident = number(line) * 1024;
      } else if (line.startsWith("VmHWM:")) {
        peak = number(line) * 1024;
      } else if (line.startsWith("Threads:")) {
        threads = (int) number(line);
      }
    }
    return new ProcessUsage(cpu, resident, peak, threads);
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
