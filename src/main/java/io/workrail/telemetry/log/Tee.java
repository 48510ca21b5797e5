package io.workrail.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;

/** Hands each event to several appenders, so that one queue and one thread serve them all. */
final class Tee extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final List<Appender<ILoggingEvent>> appenders;

  Tee(List<Appender<ILoggingEvent>> appenders) {
    this.appenders = List.copyOf(appenders);
    setName("tee");
  }

  @Override
  public void start() {
    appenders.forEach(Appender::start);
    super.start();
  }

  @Override
  public void stop() {
    super.stop();
    appenders.forEach(Appender::stop);
  }

  @Override
  protected void append(ILoggingEvent event) {
    appenders.forEach(appender -> appender.doAppend(event));
  }
}
