package io.workrail.telemetry.log;

import io.workrail.telemetry.EndedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line for each request that is no call of MCP but is answered for somebody: of the HTTP
 * API, of the operations, what the endpoint does not take for a call, and whatever else was not
 * answered as the client wanted. As with {@link CallLog}, the fields of the request stand there
 * anyway.
 */
public final class RequestLines {
  /** The logger of these lines. */
  public static final String LOGGER = "io.workrail.requests";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private RequestLines() {}

  /** Writes the line. */
  public static void write(EndedRequest request) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("method", request.method())
            .addKeyValue("route", request.route())
            .addKeyValue("status", request.status());
    if (request.reason().isPresent()) {
      line = line.addKeyValue("reason", request.reason().get());
    }
    line.addKeyValue("duration", CallLog.milliseconds(request.duration())).log("Request");
  }
}
