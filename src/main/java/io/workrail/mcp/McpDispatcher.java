package io.workrail.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;
import io.workrail.http.RequestId;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.mcp.legacy.LegacyBatch;
import io.workrail.mcp.legacy.LegacyEra;
import io.workrail.mcp.modern.ModernEra;
import io.workrail.ratelimit.SubjectLimits;
import io.workrail.telemetry.CallObserver;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one body: reads it strictly, finds its era, lets the era answer, and turns every failure
 * into a JSON-RPC error. Never throws. Thread-safe.
 */
public final class McpDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(McpDispatcher.class);

  private final ModernEra modern;
  private final LegacyEra legacy;
  private final CallWatch watch;
  private final SubjectLimits limits;

  /** A dispatcher over these operations that nobody watches, without limits. */
  public McpDispatcher(McpOperations operations, boolean acceptLegacyHeaderWithModernBody) {
    this(operations, acceptLegacyHeaderWithModernBody, CallObserver.none(), SubjectLimits.none());
  }

  /**
   * A dispatcher over these operations.
   *
   * @param observer hears of each call
   * @param limits count the further calls of a batch; the first was counted with its request
   */
  public McpDispatcher(
      McpOperations operations,
      boolean acceptLegacyHeaderWithModernBody,
      CallObserver observer,
      SubjectLimits limits) {
    this.modern = new ModernEra(operations, acceptLegacyHeaderWithModernBody);
    this.legacy = new LegacyEra(operations);
    this.watch = new CallWatch(observer, operations.toolNames());
    this.limits = limits;
  }

  /** Answers the body of a request. */
  public McpReply handle(byte[] body, McpHeaders headers, Caller caller) {
    JsonNode message;
    try {
      message = StrictJson.parse(body);
    } catch (MalformedJsonException e) {
      String reason = "Parse error: %s (%s).".formatted(e.getMessage(), e.position());
      RpcException error = RpcException.badRequest(RpcException.PARSE_ERROR, reason);
      return watch.measure(() -> refused(NullNode.getInstance(), headers, Optional.empty(), error));
    }
    try {
      return message.isArray() && !ModernEra.claims(message, headers)
          ? LegacyBatch.run(
              message,
              headers,
              first -> handleOne(first, headers, caller),
              further -> handleFurther(further, headers, caller))
          : handleOne(message, headers, caller);
    } catch (RpcException e) {
      return watch.measure(() -> refused(message, headers, Optional.empty(), e));
    }
  }

  private McpReply handleFurther(JsonNode message, McpHeaders headers, Caller caller) {
    Optional<RpcException> refusal = limits.refuse(caller).map(RpcException::retryLater);
    return refusal.isEmpty()
        ? handleOne(message, headers, caller)
        : watch.measure(
            message, () -> refused(message, headers, JsonRpcRequest.idOf(message), refusal.get()));
  }

  private McpReply handleOne(JsonNode message, McpHeaders headers, Caller caller) {
    return watch.measure(message, () -> answer(message, headers, caller));
  }

  private McpReply answer(JsonNode message, McpHeaders headers, Caller caller) {
    boolean isModern = ModernEra.claims(message, headers);
    if (JsonRpcRequest.isResponse(message)) {
      return isModern ? unaskedResponse(message, headers) : McpReply.accepted();
    }
    JsonRpcRequest request;
    try {
      request = JsonRpcRequest.read(message);
      if (!isModern) {
        LegacyEra.checkVersion(message, headers);
      }
    } catch (RpcException e) {
      return refused(message, headers, JsonRpcRequest.idOf(message), e);
    }
    return answer(isModern ? modern : legacy, request, headers, caller);
  }

  private static McpReply answer(
      Era era, JsonRpcRequest request, McpHeaders headers, Caller caller) {
    try {
      return era.handle(request, headers, caller);
    } catch (RpcException e) {
      return McpReply.of(era.statusOf(e), JsonRpcRequest.error(request.id(), e));
    } catch (RuntimeException | StackOverflowError e) {
      String id = RequestId.current();
      LOG.error("{} failed under {}", request.method(), id, e);
      RpcException error = RpcException.internal(id);
      return McpReply.of(era.statusOf(error), JsonRpcRequest.error(request.id(), error));
    }
  }

  private static McpReply unaskedResponse(JsonNode message, McpHeaders headers) {
    RpcException error =
        RpcException.badRequest(
            RpcException.INVALID_REQUEST, "Invalid request: this server asked for nothing.");
    return refused(message, headers, JsonRpcRequest.idOf(message), error);
  }

  /** The modern era leaves an unknown id out; the older revisions say {@code null}. */
  private static McpReply refused(
      JsonNode message, McpHeaders headers, Optional<JsonNode> id, RpcException error) {
    ObjectNode reply = JsonRpcRequest.error(id, error);
    if (id.isEmpty() && !ModernEra.claims(message, headers)) {
      reply.set("id", NullNode.getInstance());
    }
    return McpReply.of(error.status(), reply);
  }
}
