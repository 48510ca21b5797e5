package io.workrail.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.http.RequestId;
import io.workrail.http.RetryLater;
import io.workrail.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC error that ends a request. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Codes of JSON-RPC 2.0, of the protocol and of the direct API. */
  public static final int PARSE_ERROR = -32700;

  public static final int INVALID_REQUEST = -32600;
  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL_ERROR = -32603;
  public static final int HEADER_MISMATCH = -32020;
  public static final int MISSING_CAPABILITY = -32021;
  public static final int UNSUPPORTED_VERSION = -32022;

  /** The HTTP status doubles as the code, outside the range that JSON-RPC reserves. */
  public static final int FORBIDDEN = 403;

  private final int code;
  private final int status;
  private final String message;
  private final transient @Nullable ObjectNode data;

  private RpcException(int status, int code, String message, @Nullable ObjectNode data) {
    super(message);
    this.status = status;
    this.code = code;
    this.message = message;
    this.data = data;
  }

  /** An error in the envelope or the headers: the HTTP status is 400. */
  public static RpcException badRequest(int code, String message) {
    return new RpcException(400, code, message, null);
  }

  /** As {@link #badRequest(int, String)}, with data for the client. */
  public static RpcException badRequest(int code, String message, ObjectNode data) {
    return new RpcException(400, code, message, data);
  }

  /** The method is not implemented: 404 in the modern era. */
  public static RpcException methodNotFound(String method) {
    return new RpcException(
        404, METHOD_NOT_FOUND, "The method \"%s\" is not known.".formatted(method), null);
  }

  /** The parameters name something that does not exist: the HTTP status is 200. */
  public static RpcException invalidParams(String message) {
    return new RpcException(200, INVALID_PARAMS, message, null);
  }

  /** An application error of the direct API: the HTTP status is 200. */
  public static RpcException application(int code, String message, ObjectNode data) {
    return new RpcException(200, code, message, data.isEmpty() ? null : data);
  }

  /** The caller's roles do not allow it. */
  public static RpcException forbidden(String message) {
    return forbidden(FORBIDDEN, message);
  }

  /** As {@link #forbidden(String)}, with the code of the direct API. */
  public static RpcException forbidden(int code, String message) {
    return new RpcException(FORBIDDEN, code, message, null);
  }

  /**
   * The request needs something that its client did not say it can do: the HTTP status is 400.
   *
   * @param required the capabilities that are missing, in the shape of a client's own declaration
   */
  public static RpcException missingCapability(String message, ObjectNode required) {
    ObjectNode data = StrictJson.mapper().createObjectNode();
    data.set("requiredCapabilities", required);
    return new RpcException(400, MISSING_CAPABILITY, message, data);
  }

  /** Too much for now; the text says how long to wait. */
  static RpcException retryLater(RetryLater refusal) {
    ObjectNode data =
        StrictJson.mapper().createObjectNode().put("retryAfterSeconds", refusal.afterSeconds());
    return new RpcException(refusal.status(), refusal.status(), refusal.message(), data);
  }

  /** Our fault; the cause is in the log under the id. */
  static RpcException internal(String correlationId) {
    return new RpcException(
        200,
        INTERNAL_ERROR,
        "The server failed; its operators find the cause in the log under " + correlationId + ".",
        StrictJson.mapper().createObjectNode().put("correlationId", correlationId));
  }

  /** The JSON-RPC code. */
  public int code() {
    return code;
  }

  /** The HTTP status in the modern era. */
  public int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The {@code error} member of a reply to the request that this thread serves, with its id. */
  public ObjectNode toJson() {
    ObjectNode error = StrictJson.mapper().createObjectNode();
    ObjectNode told = error.put("code", code).put("message", message).putObject("data");
    if (data != null) {
      told.setAll(data);
    }
    told.put("requestId", RequestId.current());
    return error;
  }
}
