package io.workrail.benchmark.server;

import java.util.List;

/** The options that {@code scripts/workrail} hands to the JVM; a test holds the two together. */
public final class JvmFlags {
  /** For a server: a small heap and little around it. */
  public static final List<String> SERVER =
      List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:ReservedCodeCacheSize=48m", "-Xmx100m");

  private JvmFlags() {}
}
