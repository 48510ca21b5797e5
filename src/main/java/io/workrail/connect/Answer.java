package io.workrail.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.util.OptionalLong;

/** What came of a request over HTTP. */
sealed interface Answer {
  /**
   * The server replied.
   *
   * @param retryAfterSeconds what it asks to wait, if it does
   */
  record Reply(int status, String body, OptionalLong retryAfterSeconds) implements Answer {
    /** The body as JSON; missing when it is something else. */
    JsonNode json() {
      try {
        return body.isBlank() ? MissingNode.getInstance() : StrictJson.parse(body);
      } catch (MalformedJsonException e) {
        // A page of a proxy, for example; the status says what matters.
        return MissingNode.getInstance();
      }
    }
  }

  /** No connection came about, so the server knows nothing of the request. */
  record Unreachable(String reason) implements Answer {}

  /** The connection ended before the reply; the request may have been carried out. */
  record Broken(String reason) implements Answer {}

  /** Nothing that time mends: the certificate, for example. */
  record Impossible(String reason) implements Answer {}
}
