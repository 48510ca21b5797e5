package io.workrail.benchmark.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that was measured on, in one line: without it a number means nothing. */
public final class Machine {
  private static final double BUSY = 0.5;

  private Machine() {}

  /** Processors, memory, operating system, Java, and how busy others keep it. */
  public static String describe() throws IOException {
    return "%d processors (%s), %.0f GiB memory, %s %s, Java %s; load average %.1f%s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name"),
            Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1048576.0,
            System.getProperty("os.name"),
            System.getProperty("os.version").replaceFirst("[-+].*", ""),
            System.getProperty("java.version"),
            load(),
            load() > BUSY ? " (busy: compare processor time and ratios only)" : "");
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String field(String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    }
  }
}
