package io.workrail.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.workrail.ratelimit.RateLimitScope;
import io.workrail.telemetry.CallObserver;
import io.workrail.telemetry.CallStatus;
import io.workrail.telemetry.ObservedCall;
import io.workrail.telemetry.Refusal;
import io.workrail.telemetry.trace.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures each call and tells how it ended, in one place for both eras. Names that a client sends
 * are told on only when they are ours: they end up in labels and logs.
 */
final class CallWatch {
  private static final Set<String> METHODS =
      Set.of(
          "initialize",
          "ping",
          "server/discover",
          "tools/list",
          "tools/call",
          "prompts/list",
          "prompts/get",
          "resources/list",
          "resources/templates/list",
          "resources/read",
          "completion/complete",
          "notifications/initialized",
          "notifications/cancelled");

  /** Of HTTP, and the code of JSON-RPC. */
  private static final int TOO_MANY_REQUESTS = 429;

  private final CallObserver observer;
  private final Set<String> tools;

  /** A watch over calls of these tools; tells the observer which names it will hear. */
  CallWatch(CallObserver observer, Set<String> tools) {
    this.observer = observer;
    this.tools = tools;
    // The name of a tool is a method as well: the direct form.
    observer.expect(allOf(METHODS.stream(), tools.stream()), allOf(tools.stream(), Stream.empty()));
  }

  private static Set<String> allOf(Stream<String> some, Stream<String> others) {
    return Stream.of(some, others, Stream.of(ObservedCall.OTHER))
        .flatMap(names -> names)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Answers a body that holds no message. */
  McpReply measure(Supplier<McpReply> answer) {
    return measure(JsonNodeFactory.instance.missingNode(), answer);
  }

  /** Answers a message, as part of the trace that the message says it belongs to. */
  McpReply measure(JsonNode message, Supplier<McpReply> answer) {
    long begin = System.nanoTime();
    try (TraceContext.Scope scope = traceOf(message)) {
      McpReply reply = answer.get();
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      CallStatus status = statusOf(reply);
      Optional<Refusal> refusal =
          status == CallStatus.REFUSED ? Optional.of(refusalOf(reply)) : Optional.empty();
      observer.observed(
          new ObservedCall(methodOf(message), toolOf(message), status, duration, refusal));
      return reply;
    }
  }

  /** What stands in the message is nearer to the caller than a header of the connection. */
  private static TraceContext.Scope traceOf(JsonNode message) {
    JsonNode meta = message.path("params").path("_meta");
    Optional<TraceContext> trace =
        TraceContext.read(
            meta.path(TraceContext.NAME).textValue(),
            meta.path(TraceContext.STATE_NAME).textValue());
    return trace.isPresent() ? trace.get().enter() : () -> {};
  }

  private String methodOf(JsonNode message) {
    String method = message.path("method").asText();
    return METHODS.contains(method) || tools.contains(method) ? method : ObservedCall.OTHER;
  }

  private Optional<String> toolOf(JsonNode message) {
    String method = message.path("method").asText();
    if (tools.contains(method)) {
      return Optional.of(method);
    }
    if (!method.equals("tools/call")) {
      return Optional.empty();
    }
    String name = message.path("params").path("name").asText();
    return Optional.of(tools.contains(name) ? name : ObservedCall.OTHER);
  }

  private static CallStatus statusOf(McpReply reply) {
    if (reply.body().isEmpty()) {
      return CallStatus.OK;
    }
    JsonNode error = reply.body().get().path("error");
    if (error.isObject()) {
      return isRefusal(codeOf(reply)) ? CallStatus.REFUSED : CallStatus.ERROR;
    }
    return reply.body().get().path("result").path("isError").asBoolean()
        ? CallStatus.TOOL_ERROR
        : CallStatus.OK;
  }

  private static Refusal refusalOf(McpReply reply) {
    boolean isTooOften = codeOf(reply) == TOO_MANY_REQUESTS;
    return new Refusal(reply.status(), isTooOften ? RateLimitScope.SUBJECT.reason() : Refusal.ROLE);
  }

  private static int codeOf(McpReply reply) {
    return reply.body().map(body -> body.path("error").path("code").asInt()).orElse(0);
  }

  /** Refusals carry the status of HTTP as their code; the protocol's own codes are negative. */
  private static boolean isRefusal(int code) {
    return code > 0;
  }
}
