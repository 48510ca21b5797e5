package io.workrail.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.processor.ProcessorTurns;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.hibernate.validator.constraints.Range;

/** The key {@code server.limits}: how much of the server one or all clients may take. */
final class LimitsConfiguration {
  private static final int SHARE_OF_HEAP = 4;
  private static final int REPLY_SHARE_OF_HEAP = 8;
  private static final String MAX_INPUT_SIZE_ALLOWED =
      "(MAX_INPUT_SIZE) must be a size from 1KiB to 1GiB";

  /** Each of them that waits takes a few kilobytes. */
  @Range(
      min = 1,
      max = 100_000,
      message = "(MAX_CONCURRENT_REQUESTS) must be a whole number from {min} to {max}")
  @JsonProperty
  private int maxConcurrentRequests = 1000;

  @Min(10)
  @JsonProperty
  private int maxConnections = 4000;

  @NotNull
  @MinDataSize(value = 1024, message = MAX_INPUT_SIZE_ALLOWED)
  @MaxDataSize(value = 1024L * 1024 * 1024, message = MAX_INPUT_SIZE_ALLOWED)
  @JsonProperty
  private DataSize maxInputSize = DataSize.mebibytes(1);

  @JsonProperty private Optional<DataSize> maxBufferedInput = Optional.empty();

  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @JsonProperty
  private Duration headerDeadline = Duration.seconds(10);

  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @JsonProperty
  private Duration bodyPatience = Duration.seconds(5);

  @NotNull
  @MinDataSize(1)
  @JsonProperty
  private DataSize minBodyBytesPerSecond = DataSize.kibibytes(8);

  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @JsonProperty
  private Duration replyPatience = Duration.seconds(10);

  @NotNull
  @MinDataSize(1)
  @JsonProperty
  private DataSize minReplyBytesPerSecond = DataSize.kibibytes(8);

  /** How many connections may be open at once. */
  int maxConnections() {
    return maxConnections;
  }

  /** How long the headers of a request may take. */
  java.time.Duration headerDeadline() {
    return headerDeadline.toJavaDuration();
  }

  /** The handlers that hold these limits, in front of the application. */
  Handler guard(Handler application, int maxThreads) {
    BodyLimits limits =
        new BodyLimits(
            Math.toIntExact(maxInputSize.toBytes()),
            minBodyBytesPerSecond.toBytes(),
            bodyPatience.toJavaDuration());
    return new BodyHandler(
        limits,
        budget(),
        maxConnections,
        new AdmissionHandler(
            maxConcurrentRequests,
            maxThreads,
            new TurnHandler(ProcessorTurns.ofMachine(), application)));
  }

  /** The handler that waits for slow readers in place of everything behind it. */
  Handler patient(Handler next) {
    ReplyLimits limits =
        new ReplyLimits(minReplyBytesPerSecond.toBytes(), replyPatience.toJavaDuration());
    long bytes = Runtime.getRuntime().maxMemory() / REPLY_SHARE_OF_HEAP;
    return new ReplyHandler(limits, new BodyBudget(bytes), next);
  }

  private BodyBudget budget() {
    long bytes =
        maxBufferedInput
            .map(DataSize::toBytes)
            .orElseGet(() -> Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    return new BodyBudget(bytes);
  }

  @ValidationMethod(
      message =
          "maxInputSize (MAX_INPUT_SIZE) must fit into maxBufferedInput, which is a quarter of the"
              + " heap unless set: lower it, or raise MEMORY_LIMIT")
  boolean isFittingIntoMemory() {
    return maxInputSize.toBytes() <= budget().largest();
  }
}
