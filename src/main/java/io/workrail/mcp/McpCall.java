package io.workrail.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;
import java.util.Optional;

/**
 * A request on its way to an operation.
 *
 * @param params as the client sent them
 * @param capabilities what the client says it can do; empty in the legacy era, which tells only at
 *     the start of a connection that this server does not keep
 * @param userAgent the header of that name
 */
public record McpCall(
    ObjectNode params, ObjectNode capabilities, Caller caller, Optional<String> userAgent) {
  private static final String CLIENT_KEY = "io.modelcontextprotocol/clientInfo";

  /** The name the client gives itself, if it does. */
  public Optional<String> clientName() {
    return Optional.ofNullable(params.path("_meta").path(CLIENT_KEY).path("name").textValue());
  }

  /** Name and version of the client, as it says itself: to the protocol, or at least to HTTP. */
  public Optional<String> client() {
    Optional<String> version =
        Optional.ofNullable(params.path("_meta").path(CLIENT_KEY).path("version").textValue());
    return clientName()
        .map(name -> version.map(number -> name + "/" + number).orElse(name))
        .or(this::userAgent);
  }

  /** What the client brings back for the requests of an earlier reply, by their keys. */
  public ObjectNode inputResponses() {
    return params.path("inputResponses") instanceof ObjectNode responses
        ? responses
        : JsonNodeFactory.instance.objectNode();
  }

  /** The state of an earlier reply, as the client returns it: anybody may have written it. */
  public Optional<String> requestState() {
    return Optional.ofNullable(params.path("requestState").textValue());
  }

  /**
   * Ends the call unless the client said that it has this capability.
   *
   * @throws RpcException with what is missing
   */
  public void requireCapability(String name) {
    if (!capabilities.path(name).isObject()) {
      ObjectNode required = JsonNodeFactory.instance.objectNode();
      required.putObject(name);
      throw RpcException.missingCapability(
          "This call needs the client capability \"%s\", which the request does not declare."
              .formatted(name),
          required);
    }
  }
}
