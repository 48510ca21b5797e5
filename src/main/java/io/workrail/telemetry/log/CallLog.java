package io.workrail.telemetry.log;

import io.workrail.telemetry.CallObserver;
import io.workrail.telemetry.ObservedCall;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line for each call. Who called, the request and the trace stand in every line anyway;
 * see {@link LogField}.
 */
public final class CallLog implements CallObserver {
  /** The logger of these lines, to turn them off or send them elsewhere. */
  public static final String LOGGER = "io.workrail.calls";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final double NANOS_A_MICROSECOND = 1_000;
  private static final double MICROSECONDS_A_MILLISECOND = 1_000;

  @Override
  public void observed(ObservedCall call) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    LoggingEventBuilder line = LOG.atInfo().addKeyValue("method", call.method());
    if (call.tool().isPresent()) {
      line = line.addKeyValue("tool", call.tool().get());
    }
    line = line.addKeyValue("status", call.status().label());
    if (call.refusal().isPresent()) {
      line =
          line.addKeyValue("httpStatus", call.refusal().get().httpStatus())
              .addKeyValue("reason", call.refusal().get().reason());
    }
    line.addKeyValue("duration", milliseconds(call.duration())).log("Call");
  }

  /** Milliseconds with three decimals. */
  static double milliseconds(Duration duration) {
    return Math.rint(duration.toNanos() / NANOS_A_MICROSECOND) / MICROSECONDS_A_MILLISECOND;
  }
}
