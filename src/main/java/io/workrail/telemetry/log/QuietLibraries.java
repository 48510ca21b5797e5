package io.workrail.telemetry.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps the finest lines of libraries out of every log, whatever the level: the HTTP server's show
 * the headers and bodies of requests, and so credentials.
 */
final class QuietLibraries extends TurboFilter {
  private static final String OWN = "io.workrail";

  private QuietLibraries() {}

  /** Makes sure that a context has the filter. */
  static void in(LoggerContext context) {
    if (context.getTurboFilterList().stream().noneMatch(QuietLibraries.class::isInstance)) {
      TurboFilter filter = new QuietLibraries();
      filter.setContext(context);
      filter.start();
      context.addTurboFilter(filter);
    }
  }

  /** Whether the lines of a logger are written at every level. */
  static boolean isOwn(String logger) {
    return logger.startsWith(OWN);
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable failure) {
    return level.isGreaterOrEqual(Level.INFO) || isOwn(logger.getName())
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }
}
