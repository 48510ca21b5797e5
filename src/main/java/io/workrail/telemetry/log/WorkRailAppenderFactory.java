package io.workrail.telemetry.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import io.dropwizard.logging.common.filter.LevelFilterFactory;
import io.dropwizard.logging.common.layout.LayoutFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.validation.MinDataSize;
import io.workrail.configuration.CommandFailedException;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The appender {@code workrail}: {@code combined.log} and {@code error.log} as JSON lines, rotated,
 * and standard output for people (development) or the journal (production). One queue serves them;
 * a disk that hangs costs lines, never calls.
 */
@JsonTypeName("workrail")
public final class WorkRailAppenderFactory implements AppenderFactory<ILoggingEvent> {
  private static final String PRODUCTION = "production";
  private static final String READABLE =
      "%d{ISO8601, UTC} %-5level [%X{requestId:--}] %logger{20}: %msg %kvp{NONE}%n%rEx";

  @NotBlank @JsonProperty private String environment = "development";
  @NotBlank @JsonProperty private String directory = "./logs";

  @NotNull
  @MinDataSize(1024)
  @JsonProperty
  private DataSize maxFileSize = DataSize.mebibytes(20);

  @NotNull
  @MinDataSize(1024)
  @JsonProperty
  private DataSize maxTotalSize = DataSize.mebibytes(500);

  @Min(1)
  @JsonProperty
  private int maxDays = 14;

  @Min(16)
  @JsonProperty
  private int queueSize = 2048;

  @Override
  public Appender<ILoggingEvent> build(
      LoggerContext context,
      String applicationName,
      LayoutFactory<ILoggingEvent> layoutFactory,
      LevelFilterFactory<ILoggingEvent> levelFilterFactory,
      AsyncAppenderFactory<ILoggingEvent> asyncAppenderFactory) {
    QuietLibraries.in(context);
    Path folder = makeFolder();
    Tee tee =
        new Tee(
            List.of(
                combined(folder, applicationName, context),
                errors(folder, applicationName, context),
                standardOutput(applicationName, context)));
    tee.setContext(context);
    tee.start();
    AsyncAppenderBase<ILoggingEvent> queue = asyncAppenderFactory.build();
    queue.setContext(context);
    queue.setName("workrail");
    queue.setQueueSize(queueSize);
    queue.setNeverBlock(true);
    queue.addAppender(tee);
    queue.start();
    return queue;
  }

  private Path makeFolder() {
    Path folder = Path.of(directory);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailedException(unwritable(folder));
    }
    return folder;
  }

  private Appender<ILoggingEvent> combined(Path folder, String service, LoggerContext context) {
    return file(folder, "combined", service, context);
  }

  private Appender<ILoggingEvent> errors(Path folder, String service, LoggerContext context) {
    Appender<ILoggingEvent> appender = file(folder, "error", service, context);
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(Level.ERROR.toString());
    filter.start();
    appender.addFilter(filter);
    return appender;
  }

  private Appender<ILoggingEvent> file(
      Path folder, String name, String service, LoggerContext context) {
    Path current = folder.resolve(name + ".log");
    if (!Files.isWritable(Files.exists(current) ? current : folder)) {
      throw new CommandFailedException(unwritable(current));
    }
    LastingFileAppender appender = new LastingFileAppender();
    appender.setContext(context);
    appender.setName(name);
    appender.setFile(current.toString());
    appender.setEncoder(encoder(new JsonLineLayout(service), context));
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setContext(context);
    policy.setFileNamePattern(folder.resolve(name + "-%d{yyyy-MM-dd}.%i.log.gz").toString());
    policy.setMaxFileSize(new FileSize(maxFileSize.toBytes()));
    policy.setTotalSizeCap(new FileSize(maxTotalSize.toBytes()));
    policy.setMaxHistory(maxDays);
    policy.setParent(appender);
    policy.start();
    appender.setRollingPolicy(policy);
    return appender;
  }

  private Appender<ILoggingEvent> standardOutput(String service, LoggerContext context) {
    OutputStreamAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("standard-output");
    if (environment.equals(PRODUCTION)) {
      // The journal keeps what it is given: the many lines of single calls are in the file already.
      appender.addFilter(new WithoutCalls());
      appender.setEncoder(encoder(new JsonLineLayout(service), context));
    } else {
      PatternLayout readable = new PatternLayout();
      readable.setPattern(READABLE);
      appender.setEncoder(encoder(readable, context));
    }
    return appender;
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(
      Layout<ILoggingEvent> layout, LoggerContext context) {
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  /** Why a start ends at a log, in words. */
  public static String unwritable(Path path) {
    return "the log %s cannot be written; give it to the user of the server or set LOG_DIR"
        .formatted(path);
  }

  private static final class WithoutCalls extends Filter<ILoggingEvent> {
    private static final Set<String> OF_SINGLE_REQUESTS =
        Set.of(CallLog.LOGGER, RequestLines.LOGGER);

    WithoutCalls() {
      start();
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
      return OF_SINGLE_REQUESTS.contains(event.getLoggerName())
          ? FilterReply.DENY
          : FilterReply.NEUTRAL;
    }
  }
}
