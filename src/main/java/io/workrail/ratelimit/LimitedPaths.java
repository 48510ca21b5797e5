package io.workrail.ratelimit;

import java.util.Set;

/** Which addresses of the server are limited. */
final class LimitedPaths {
  /** Who watches the server must see it, above all when it is busy refusing. */
  private static final Set<String> NEVER = Set.of("/health", "/ready", "/metrics");

  private LimitedPaths() {}

  static boolean isExempt(String path) {
    return NEVER.contains(path);
  }

  /** Whether a request without a good credential has no business at a path. */
  static boolean needCredential(String path) {
    return path.startsWith("/mcp") || path.startsWith("/api/");
  }
}
